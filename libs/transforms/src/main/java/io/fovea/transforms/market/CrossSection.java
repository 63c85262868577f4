package io.fovea.transforms.market;

import java.util.Comparator;
import java.util.stream.IntStream;

/** What one number is among those of all instruments of a period. */
public final class CrossSection {

    private CrossSection() {}

    /** Places from 1 for the lowest to {@code values.length}; equals share the mean of their places. */
    public static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0; // places from + 1 to to
            }
        }
        return ranks;
    }

    /** Ranks from -0.5 for the lowest to 0.5 for the highest; 0 where there is one only. */
    public static double[] centredRanks(double[] values) {
        double[] ranks = ranks(values);
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = ranks.length == 1 ? 0 : (ranks[i] - 1) / (ranks.length - 1) - 0.5;
        }
        return ranks;
    }

    /** Distances from the mean in standard deviations of the population; 0 where all are equal. */
    public static double[] zScores(double[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
        double variance = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElse(0);
        double deviation = Math.sqrt(variance);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> deviation == 0 ? 0 : (values[i] - mean) / deviation)
                .toArray();
    }
}
