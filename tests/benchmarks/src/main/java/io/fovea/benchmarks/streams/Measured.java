package io.fovea.benchmarks.streams;

/**
 * What one contender did in one round.
 *
 * @param nanos for the records, as fast as they went
 * @param processorNanos of its own process meanwhile
 * @param latencies at the steady rate, nanoseconds, shortest first
 */
record Measured(int round, String name, int records, long nanos, long processorNanos, long[] latencies) {

    static final String HEAD = "round  %-32s  records/s  us of a processor  p50, ms  p99, ms".formatted("");

    private double millis(double share) {
        return latencies[(int) Math.max(0, Math.ceil(latencies.length * share) - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return "%5d  %-32s  %,9.0f  %17.1f  %7.1f  %7.1f"
                .formatted(
                        round, name, records * 1e9 / nanos, processorNanos / 1e3 / records, millis(0.5), millis(0.99));
    }
}
