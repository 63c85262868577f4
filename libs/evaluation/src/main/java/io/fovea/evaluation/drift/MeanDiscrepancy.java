package io.fovea.evaluation.drift;

import java.util.Arrays;
import java.util.Random;

/**
 * Maximum mean discrepancy of two sets of vectors (Gretton et al. 2012, "A Kernel Two-Sample Test", equation 3, unbiased), with
 * the kernel exp(-d^2 / 2 s^2) whose s is the median distance between any two of them, and a p-value by permutation.
 *
 * @param squared about 0 where both come from one distribution, below 0 by chance
 * @param pValue share of permutations that give at least as much, the given one counted
 */
public record MeanDiscrepancy(double squared, double pValue) {

    /**
     * Takes time in (n + m)^2 times the vectors' length.
     *
     * @param permutations at least 1 / the smallest p-value that is to be told
     * @param seed of the permutations: the same one gives the same p-value
     */
    public static MeanDiscrepancy of(float[][] reference, float[][] sample, int permutations, long seed) {
        float[][] all = Arrays.copyOf(reference, reference.length + sample.length);
        System.arraycopy(sample, 0, all, reference.length, sample.length);
        double[][] kernel = kernel(all);
        double[] rowSums = Arrays.stream(kernel)
                .mapToDouble(row -> Arrays.stream(row).sum() - 1) // but for the one with itself
                .toArray();
        int[] order = new int[all.length];
        Arrays.setAll(order, i -> i);
        double given = squared(kernel, rowSums, order, reference.length);
        var random = new Random(seed);
        int atLeast = 1;
        for (int permutation = 0; permutation < permutations; permutation++) {
            shuffle(order, random);
            if (squared(kernel, rowSums, order, reference.length) >= given) {
                atLeast++;
            }
        }
        return new MeanDiscrepancy(given, atLeast / (double) (permutations + 1));
    }

    private static double[][] kernel(float[][] vectors) {
        int count = vectors.length;
        double[][] kernel = new double[count][count];
        double[] distances = new double[count * (count - 1) / 2];
        int next = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double distance = squaredDistance(vectors[i], vectors[j]);
                kernel[i][j] = distance;
                kernel[j][i] = distance;
                distances[next++] = distance;
            }
        }
        Arrays.sort(distances);
        double scale = 2 * Math.max(distances[distances.length / 2], Double.MIN_NORMAL);
        for (double[] row : kernel) {
            for (int i = 0; i < count; i++) {
                row[i] = Math.exp(-row[i] / scale);
            }
        }
        return kernel;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** All three sums follow from the pairs within the first set, each row's sum, and the sum of all pairs. */
    private static double squared(double[][] kernel, double[] rowSums, int[] order, int first) {
        double within = 0; // pairs, each once
        double rows = 0;
        for (int i = 0; i < first; i++) {
            double[] row = kernel[order[i]];
            rows += rowSums[order[i]];
            for (int j = 0; j < i; j++) {
                within += row[order[j]];
            }
        }
        double between = rows - 2 * within;
        double withinOther = Arrays.stream(rowSums).sum() / 2 - within - between;
        double n = first;
        double m = order.length - first;
        return 2 * within / (n * (n - 1)) + 2 * withinOther / (m * (m - 1)) - 2 * between / (n * m);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
