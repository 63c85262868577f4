package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.InformationCoefficient;

/** What the figures say, in a sentence or two that claim no more than they do. */
public final class Verdict {
    private static final double SIGNIFICANT = 0.05;

    private Verdict() {}

    public static String of(EvaluationReport report) {
        InformationCoefficient network =
                report.figures().get(EvaluationReport.NETWORK).ic();
        Figures control = report.figures().get(EvaluationReport.CONTROL);
        if (!report.plan().mistakes().isEmpty()) {
            return "Nothing here is evidence: mistakes of a published experiment are repeated on purpose. The IC of %s is what they make, %s."
                    .formatted(
                            figure(network),
                            control == null ? "without a control" : "of shuffled labels " + figure(control.ic()));
        }
        if (control != null && isBeyondTwoErrors(control.ic())) {
            return "Do not trust these figures: shuffled labels show an IC of %s, more than two standard errors from zero, where there is nothing to find."
                    .formatted(figure(control.ic()));
        }
        if (!(network.pValue() < SIGNIFICANT)) {
            return "No evidence of skill: an IC of %s is what chance gives.".formatted(figure(network));
        }
        return "The IC of %s is unlikely to be chance, %s. Whether it pays is another question: see the spread after cost."
                .formatted(
                        figure(network),
                        control == null
                                ? "and no control was run"
                                : "and shuffled labels show none (%s)".formatted(figure(control.ic())));
    }

    /** Whether shuffled labels show what they should not. */
    public static boolean isBeyondTwoErrors(InformationCoefficient ic) {
        return Math.abs(ic.mean()) > 2 * ic.standardError();
    }

    private static String figure(InformationCoefficient ic) {
        return "%s (t %s)".formatted(Numbers.decimals(ic.mean(), 4), Numbers.decimals(ic.tStatistic(), 2));
    }
}
