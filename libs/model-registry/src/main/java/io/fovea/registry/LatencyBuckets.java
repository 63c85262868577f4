package io.fovea.registry;

import java.util.List;

/**
 * Buckets of times whose bounds are 9 % apart, from 10 microseconds to 20 seconds, as {@code TrialFigures} has them: what a
 * percentile says is at most 9 % too high, and the buckets of several processes add up.
 */
public final class LatencyBuckets {

    private static final int A_DOUBLING = 8;
    private static final double LOWEST_NANOS = 10_000;

    /** How many there are; 10 us * 2^21 is 21 s. */
    public static final int COUNT = 21 * A_DOUBLING;

    private LatencyBuckets() {}

    /** The bucket of a time, from 0; the last for all that is longer. */
    public static int of(long nanos) {
        double doublings = Math.log(nanos / LOWEST_NANOS) / Math.log(2);
        return (int) Math.min(COUNT - 1, Math.max(0, Math.floor(doublings * A_DOUBLING)));
    }

    /**
     * The upper bound of the bucket that a percentile lies in, milliseconds; NaN where nothing was counted.
     *
     * @param share such as 0.99
     */
    static double percentileMillis(List<Long> counts, double share) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        long wanted = Math.max(1, (long) Math.ceil(all * share));
        long seen = 0;
        for (int i = 0; i < counts.size() && all > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return LOWEST_NANOS * Math.pow(2, (i + 1.0) / A_DOUBLING) / 1e6;
            }
        }
        return Double.NaN;
    }
}
