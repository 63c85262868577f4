package io.fovea.evaluation.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a stretch of periods with those that a model was trained on, figure by figure.
 *
 * <p>Neighbouring periods resemble each other, calm ones and wild ones, so a test that takes them for independent finds drift in every
 * wild month. Here the reference itself says what is unusual: how far each stretch of as many of its periods lies from all its others
 * (Kolmogorov and Smirnov's distance). Figures of one family are adjusted for each other by the smallest p-value of each such stretch
 * (Westfall and Young 1993, min P). A figure has drifted when it is significant and its population stability index is above a threshold.
 */
public final class StretchTest {

    private final int length;
    private final double stability;
    private final double significance; // of a family
    private final List<Family> families;

    private StretchTest(int length, double stability, double significance, List<Family> families) {
        this.length = length;
        this.stability = stability;
        this.significance = significance;
        this.families = families;
    }

    /** Figures of the same periods, and how far each stretch of them lies from the others. */
    private record Family(Map<String, Stretches> figures, double[] smallest, int apart) {

        static Family of(Map<String, double[]> series, int length) {
            Map<String, Stretches> figures = new LinkedHashMap<>();
            series.forEach((name, values) -> figures.put(name, new Stretches(values, length)));
            int periods = series.values().iterator().next().length;
            double[] smallest = new double[periods - length + 1];
            Arrays.setAll(
                    smallest,
                    stretch -> figures.values().stream()
                            .mapToDouble(figure -> figure.share(stretch))
                            .min()
                            .orElseThrow());
            Arrays.sort(smallest);
            return new Family(figures, smallest, periods / length);
        }

        /** Stretches that overlap are not independent: with so many apart from each other no p-value can be smaller. */
        double pValue(Stretches figure, double distance) {
            double alone = figure.pValue(distance);
            int asSmall = Sorted.countUpTo(smallest, alone);
            return Math.max((1.0 + asSmall) / (1 + smallest.length), 1.0 / (1 + apart));
        }
    }

    /**
     * @param reference figures in the order of time; those of equally many periods are a family
     * @param length periods of a stretch
     * @param stability the index above which a figure may have drifted
     * @param significance of a comparison, shared by its families: the share of comparisons that find drift where there is none
     */
    public static StretchTest of(Map<String, double[]> reference, int length, double stability, double significance) {
        Map<Integer, Map<String, double[]>> byPeriods = new LinkedHashMap<>();
        reference.forEach((name, values) -> byPeriods
                .computeIfAbsent(values.length, periods -> new LinkedHashMap<>())
                .put(name, values));
        double level = significance / Math.max(1, byPeriods.size());
        List<Family> families = byPeriods.entrySet().stream()
                .filter(entry -> entry.getKey() >= leastPeriods(length, level))
                .map(entry -> Family.of(entry.getValue(), length))
                .toList();
        return new StretchTest(length, stability, level, families);
    }

    /** As many periods as a family needs to find anything at this level. */
    private static int leastPeriods(int length, double level) {
        return length * ((int) Math.ceil(1 / level - 1e-9) - 1);
    }

    /** As many periods as figures need to be compared. */
    public int leastPeriods() {
        return leastPeriods(length, significance);
    }

    /** Names of the figures that are compared: of those with too few periods none. */
    public List<String> names() {
        return families.stream()
                .flatMap(family -> family.figures().keySet().stream())
                .toList();
    }

    /** @param stretch the figures of as many periods as a stretch has, by name; more than {@link #names} is no harm */
    public List<DriftTest.Figure> compare(Map<String, double[]> stretch) {
        List<DriftTest.Figure> compared = new ArrayList<>();
        for (Family family : families) {
            family.figures().forEach((name, figure) -> {
                double[] sample = stretch.get(name);
                double index = PopulationStability.of(figure.values(), sample, DriftTest.BINS);
                double distance = figure.distance(sample);
                double pValue = family.pValue(figure, distance);
                boolean drifted = index > stability && pValue <= significance + 1e-12;
                compared.add(new DriftTest.Figure(name, index, distance, pValue, drifted));
            });
        }
        return compared;
    }
}
