package io.fovea.evaluation.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether scores mean what they say. Of probabilities: ten bins of equal width, and their expected calibration error
 * (Guo et al. 2017, arXiv:1706.04599, section 2). Of returns: ten bins of as many signals each, and the mean distance.
 *
 * @param bins lowest scores first; empty ones are left out
 * @param expectedError mean distance between what was said and what came, weighted by the bins' signals
 * @param slope of the regression of what came on what was said (Mincer and Zarnowitz 1969): 1 is right, 0 says nothing;
 *     NaN where all scores are the same
 */
public record Calibration(List<Bin> bins, double expectedError, double slope) {
    private static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Signals of like scores.
     *
     * @param said mean score
     * @param came share that went up, or mean return
     */
    public record Bin(int signals, double said, double came) {
        static Bin of(List<Signal> signals, Terms terms) {
            double said = signals.stream().mapToDouble(Signal::score).average().orElse(Double.NaN);
            double came = signals.stream()
                    .mapToDouble(signal -> outcome(signal, terms))
                    .average()
                    .orElse(Double.NaN);
            return new Bin(signals.size(), said, came);
        }
    }

    static Calibration of(Collection<Signal> signals, Terms terms) {
        List<Bin> bins = new ArrayList<>();
        for (List<Signal> part : terms.probabilities() ? equalWidth(signals) : equalCount(signals)) {
            if (!part.isEmpty()) {
                bins.add(Bin.of(part, terms));
            }
        }
        SimpleRegression regression = new SimpleRegression();
        signals.forEach(signal -> regression.addData(signal.score(), outcome(signal, terms)));
        double error = bins.stream()
                .mapToDouble(bin -> bin.signals() * Math.abs(bin.said() - bin.came()))
                .sum();
        return new Calibration(bins, error / signals.size(), regression.getSlope());
    }

    private static double outcome(Signal signal, Terms terms) {
        if (terms.probabilities()) {
            return signal.up() ? 1 : 0;
        }
        return signal.forwardReturn();
    }

    private static List<List<Signal>> equalWidth(Collection<Signal> signals) {
        List<List<Signal>> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(new ArrayList<>());
        }
        signals.forEach(signal -> bins.get((int) Math.max(0, Math.min(BINS - 1, Math.ceil(signal.score() * BINS) - 1)))
                .add(signal));
        return bins;
    }

    private static List<List<Signal>> equalCount(Collection<Signal> signals) {
        List<Signal> sorted = new ArrayList<>(signals);
        sorted.sort(Comparator.comparingDouble(Signal::score));
        List<List<Signal>> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(sorted.subList(
                    (int) ((long) sorted.size() * i / BINS), (int) ((long) sorted.size() * (i + 1) / BINS)));
        }
        return bins;
    }
}
