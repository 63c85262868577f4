package io.fovea.evaluation.drift;

import java.util.Arrays;

/**
 * The population stability index: the sum over bins of (q - p) ln(q / p), where p is the reference's share of a bin and q the
 * sample's. Usual readings: below 0.1 no change, above 0.2 a change. Without any change it is about (bins - 1)(1/n + 1/m).
 */
public final class PopulationStability {

    private static final double SMALLEST_SHARE = 1e-4; // an empty bin says "rare", not "impossible"

    private PopulationStability() {}

    /**
     * Of numbers, in bins that hold equal shares of the reference.
     *
     * @param bins at most this many; values that repeat leave fewer
     */
    public static double of(double[] reference, double[] sample, int bins) {
        double[] sorted = reference.clone();
        Arrays.sort(sorted);
        double[] edges = new double[bins - 1];
        for (int i = 1; i < bins; i++) {
            edges[i - 1] = sorted[(int) ((long) i * sorted.length / bins)];
        }
        return ofCounts(counts(reference, edges), counts(sample, edges));
    }

    /** Of classes, by how often each was seen; both arrays have one count a class. */
    public static double ofCounts(long[] reference, long[] sample) {
        double all = Arrays.stream(reference).sum();
        double seen = Arrays.stream(sample).sum();
        double index = 0;
        for (int i = 0; i < reference.length; i++) {
            if (reference[i] + sample[i] > 0) {
                double p = Math.max(SMALLEST_SHARE, reference[i] / all);
                double q = Math.max(SMALLEST_SHARE, sample[i] / seen);
                index += (q - p) * Math.log(q / p);
            }
        }
        return index;
    }

    /** A value at an edge is of the bin above it. */
    private static long[] counts(double[] values, double[] edges) {
        long[] counts = new long[edges.length + 1];
        for (double value : values) {
            int bin = 0;
            while (bin < edges.length && value >= edges[bin]) {
                bin++;
            }
            counts[bin]++;
        }
        return counts;
    }
}
