package io.fovea.cnn.search;

import java.util.Comparator;

/** Whether small or large scores are good. */
public enum Direction {
    /** Small ones, as of a loss. */
    MINIMIZE,
    /** Large ones, as of an accuracy. */
    MAXIMIZE;

    /** The best first; what is no number last; the lower number of two that are as good. */
    Comparator<TrialResult> bestFirst() {
        Comparator<Double> scores = this == MAXIMIZE ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.<TrialResult, Boolean>comparing(result -> Double.isNaN(result.score()))
                .thenComparing(TrialResult::score, scores)
                .thenComparing(result -> result.trial().number());
    }
}
