package io.fovea.evaluation.drift;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** One figure's periods, and the distance of each stretch of them from the others. */
final class Stretches {

    private final double[] sorted;
    private final double[] distances; // by the stretch's first period
    private final double[] sortedDistances;

    Stretches(double[] values, int length) {
        this.sorted = values.clone();
        Arrays.sort(sorted); // each distance sorts it again, which takes as long as reading it
        // all is a mixture of the stretch and the others, so the distance from all is less by their share
        double fromTheOthers = values.length / (double) (values.length - length);
        this.distances = IntStream.rangeClosed(0, values.length - length)
                .mapToDouble(from -> fromTheOthers * distance(Arrays.copyOfRange(values, from, from + length)))
                .toArray();
        this.sortedDistances = distances.clone();
        Arrays.sort(sortedDistances);
    }

    /** Of all periods, ascending. */
    double[] values() {
        return sorted;
    }

    /** Kolmogorov and Smirnov's: the largest between the two distribution functions. */
    double distance(double[] sample) {
        return new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(sorted, sample);
    }

    /** Of the stretches, how many are at least as far from the others as this one. */
    double share(int stretch) {
        return atLeast(distances[stretch]) / (double) distances.length;
    }

    double pValue(double distance) {
        return (1.0 + atLeast(distance)) / (1 + distances.length);
    }

    private int atLeast(double distance) {
        return distances.length - Sorted.countBelow(sortedDistances, distance - 1e-12);
    }
}
