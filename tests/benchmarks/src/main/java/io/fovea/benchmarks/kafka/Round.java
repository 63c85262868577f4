package io.fovea.benchmarks.kafka;

/**
 * One round: the bare loop, then the way through Kafka, with the same number of records.
 *
 * @param bareNanos by the clock
 * @param bareProcessorNanos of the processors
 * @param nanos of the way through Kafka, by the clock
 * @param used of the processors meanwhile
 * @param transactions that the predictor committed meanwhile
 */
record Round(long records, long bareNanos, long bareProcessorNanos, long nanos, Clocks used, double transactions) {

    static final String HEAD = """
                   records/s                       us of a processor a record                         records a
            round  bare loop  through Kafka  ratio  bare loop  predictor  ratio  broker  the two ends  transaction""";

    double ratio() {
        return (double) bareNanos / nanos;
    }

    /** What the loop needs of the processors, to what the predictor does. */
    double processorRatio() {
        return (double) bareProcessorNanos / used.predictor();
    }

    String line(int number) {
        return "%5d  %,9.0f  %,13.0f  %5.2f  %9.1f  %9.1f  %5.2f  %6.1f  %12.1f  %11.0f"
                .formatted(
                        number,
                        records * 1e9 / bareNanos,
                        records * 1e9 / nanos,
                        ratio(),
                        bareProcessorNanos / 1e3 / records,
                        used.predictor() / 1e3 / records,
                        processorRatio(),
                        used.broker() / 1e3 / records,
                        used.own() / 1e3 / records,
                        records / transactions);
    }
}
