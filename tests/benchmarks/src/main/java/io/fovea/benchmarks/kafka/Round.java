package io.fovea.benchmarks.kafka;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * One round: the bare loop, then the way through Kafka, with the same number of records.
 *
 * @param bareNanos by the clock
 * @param bareProcessorNanos of the processors
 * @param nanos of the way through Kafka, by the clock
 * @param used of the processors meanwhile
 * @param transactions that the service committed meanwhile
 */
record Round(long records, long bareNanos, long bareProcessorNanos, long nanos, Clocks used, double transactions) {

    static final String HEAD = """
                   records/s                       us of a processor a record                         records a
            round  bare loop  through Kafka  ratio  bare loop    service  ratio  broker  the two ends  transaction""";

    /** By the clock: of the loop to the way through Kafka. */
    double ratio() {
        return (double) bareNanos / nanos;
    }

    /** What the loop needs of the processors, to what the service does. */
    double processorRatio() {
        return (double) bareProcessorNanos / used.service();
    }

    /** As {@link #HEAD} has it. */
    String line(int number) {
        return "%5d  %,9.0f  %,13.0f  %5.2f  %9.1f  %9.1f  %5.2f  %6.1f  %12.1f  %11.0f"
                .formatted(
                        number,
                        records * 1e9 / bareNanos,
                        records * 1e9 / nanos,
                        ratio(),
                        bareProcessorNanos / 1e3 / records,
                        used.service() / 1e3 / records,
                        processorRatio(),
                        used.broker() / 1e3 / records,
                        used.own() / 1e3 / records,
                        records / transactions);
    }

    /** A line for all. */
    static String medians(Round... rounds) {
        return "median ratio %.2f by the clock, %.2f by processor"
                .formatted(median(rounds, Round::ratio), median(rounds, Round::processorRatio));
    }

    private static double median(Round[] rounds, ToDoubleFunction<Round> of) {
        return Arrays.stream(rounds).mapToDouble(of).sorted().toArray()[rounds.length / 2];
    }
}
