package io.fovea.evaluation.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Compares observations with a reference, figure by figure and as a whole.
 *
 * <p>A number has drifted when its population stability index is above a threshold <em>and</em> the Kolmogorov-Smirnov test finds it
 * significant: the index alone is noise in small samples, the test alone finds what is of no consequence in large ones. The classes
 * have drifted by their index alone, the vectors by the permutation test of {@link MeanDiscrepancy} alone. The significance is shared
 * by all tests (Bonferroni).
 */
public final class DriftTest {

    static final int BINS = 10;
    private static final int VECTORS = 250; // of each side: a quarter of a second for 1,000 permutations
    private static final long SEED = 7;

    private final double stability;
    private final double significance;

    /**
     * @param stability the index above which there is drift; 0.2 is usual
     * @param significance of all tests together: the share of comparisons that find drift where there is none
     */
    public DriftTest(double stability, double significance) {
        this.stability = stability;
        this.significance = significance;
    }

    /**
     * One number's comparison.
     *
     * @param stability the population stability index
     * @param distance Kolmogorov and Smirnov's, the largest between the two distribution functions
     * @param pValue of the distance
     */
    public record Figure(String name, double stability, double distance, double pValue, boolean drifted) {}

    /**
     * A comparison.
     *
     * @param classStability the index of the predicted classes
     * @param drifted names of what has drifted: figures, {@code classes}, {@code vectors}; empty where nothing has
     */
    public record Result(List<Figure> figures, double classStability, MeanDiscrepancy vectors, List<String> drifted) {}

    /**
     * @param observations at least 2, with the reference's figures in the reference's order
     */
    public Result compare(DriftReference reference, List<Observation> observations) {
        double level = significance / (reference.figures().size() + 1);
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, double[]> figure : reference.figures().entrySet()) {
            int place = figures.size();
            double[] sample = observations.stream()
                    .mapToDouble(one -> one.figures()[place])
                    .toArray();
            figures.add(compare(figure.getKey(), figure.getValue(), sample, level));
        }
        long[] predicted = new long[reference.predicted().length];
        observations.forEach(one -> predicted[one.predicted()]++);
        double classes = PopulationStability.ofCounts(reference.predicted(), predicted);
        MeanDiscrepancy vectors = vectors(reference, observations, level);
        List<String> drifted = new ArrayList<>(
                figures.stream().filter(Figure::drifted).map(Figure::name).toList());
        if (classes > stability) {
            drifted.add("classes");
        }
        if (vectors.pValue() < level) {
            drifted.add("vectors");
        }
        return new Result(figures, classes, vectors, List.copyOf(drifted));
    }

    private Figure compare(String name, double[] reference, double[] sample, double level) {
        var test = new KolmogorovSmirnovTest();
        double index = PopulationStability.of(reference, sample, BINS);
        double distance = test.kolmogorovSmirnovStatistic(reference, sample);
        double pValue = test.approximateP(distance, reference.length, sample.length);
        return new Figure(name, index, distance, pValue, index > stability && pValue < level);
    }

    private static MeanDiscrepancy vectors(DriftReference reference, List<Observation> observations, double level) {
        float[][] known = Arrays.copyOf(reference.vectors(), Math.min(VECTORS, reference.vectors().length));
        float[][] seen =
                observations.stream().limit(VECTORS).map(Observation::vector).toArray(float[][]::new);
        int permutations = (int) Math.min(10_000, Math.ceil(2 / level));
        return MeanDiscrepancy.of(known, seen, permutations, SEED);
    }
}
