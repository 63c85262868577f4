package io.fovea.cnn.search;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a trial came.
 *
 * @param scores after each number of epochs at which it was compared with others; NaN where it failed to learn
 */
public record TrialResult(Trial trial, SortedMap<Integer, Double> scores) {
    /** Copies the scores. @throws IllegalArgumentException where there is none */
    public TrialResult {
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("Trial %d has no score.".formatted(trial.number()));
        }
    }

    /** The epochs that it was trained for. */
    public int epochs() {
        return scores.lastKey();
    }

    /** Its score in the end. */
    public double score() {
        return scores.get(epochs());
    }
}
