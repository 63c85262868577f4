package io.fovea.evaluation.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What signals were worth.
 *
 * @param signals that were judged
 * @param coverage share of the windows to be predicted that got a finite score
 * @param periods one entry a cross-section, oldest first
 */
public record Figures(
        int signals,
        double coverage,
        Classification classification,
        InformationCoefficient ic,
        Quantiles quantiles,
        Calibration calibration,
        List<Period> periods) {

    public Figures {
        periods = List.copyOf(periods);
    }

    /**
     * One cross-section.
     *
     * @param ic NaN where it has none
     * @param spread highest quantile less the lowest; NaN where one of them is empty
     */
    public record Period(long endMillis, int signals, double ic, double spread) {}

    /**
     * @param signals those without a finite score count as not covered, and for nothing else
     * @throws IllegalArgumentException where none has a finite score
     */
    public static Figures of(Collection<Signal> signals, Terms terms) {
        List<Signal> scored = signals.stream()
                .filter(signal -> Double.isFinite(signal.score()))
                .toList();
        if (scored.isEmpty()) {
            throw new IllegalArgumentException("None of %d signals has a finite score.".formatted(signals.size()));
        }
        CrossSections sections = new CrossSections(scored);
        List<Period> periods = periods(sections, terms);
        return new Figures(
                scored.size(),
                (double) scored.size() / signals.size(),
                Classification.of(scored, terms),
                InformationCoefficient.of(
                        periods.stream().mapToDouble(Period::ic).toArray(), terms.horizonPeriods()),
                Quantiles.of(sections, terms),
                Calibration.of(scored, terms),
                periods);
    }

    private static List<Period> periods(CrossSections sections, Terms terms) {
        List<Period> periods = new ArrayList<>();
        for (List<Signal> section : sections.sections()) {
            periods.add(new Period(
                    section.get(0).periodEndMillis(),
                    section.size(),
                    InformationCoefficient.of(section),
                    Portfolio.of(section, terms.quantiles()).spread()));
        }
        return periods;
    }
}
