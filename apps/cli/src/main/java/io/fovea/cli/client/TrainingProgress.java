package io.fovea.cli.client;

import java.util.Map;

/**
 * How far a training job is.
 *
 * @param epoch epochs done
 * @param epochs epochs at most
 * @param share of the epoch after those done, from 0 to 1
 * @param counted what epoch and epochs count: epochs, or networks of a market pipeline
 * @param metrics by Keras' names: of the epoch that is going on, or of the last one where none is
 */
public record TrainingProgress(int epoch, int epochs, double share, String counted, Map<String, Double> metrics) {

    public TrainingProgress {
        metrics = Map.copyOf(metrics);
    }

    /** Whether an epoch has just ended. */
    public boolean epochEnded() {
        return epoch > 0 && share == 0;
    }
}
