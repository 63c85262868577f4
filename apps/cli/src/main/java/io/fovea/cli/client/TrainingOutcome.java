package io.fovea.cli.client;

import java.util.List;
import java.util.Map;

/**
 * What a training job made.
 *
 * @param jobId the job
 * @param modelVersion the version in the registry, such as "1"
 * @param epochs epochs done
 * @param metrics of that version
 * @param history the metrics of each epoch that was heard of, in order
 */
public record TrainingOutcome(
        String jobId, String modelVersion, int epochs, Map<String, Double> metrics, List<Map<String, Double>> history) {

    public TrainingOutcome {
        metrics = Map.copyOf(metrics);
        history = List.copyOf(history);
    }
}
