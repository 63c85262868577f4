package io.fovea.cli.run;

import io.fovea.cli.terminal.ConfusionMatrix;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param pipeline the pipeline
 * @param pipelineVersion sha256 of its file
 * @param seed what its weights, order and augmentation were drawn from
 * @param model the model's name in the registry
 * @param modelVersion the version that the run made
 * @param promotion why that version answers
 * @param labelled labelled images taken in
 * @param ingested unlabelled images taken in
 * @param predicted those of them that have a prediction
 * @param duplicates predictions beyond the first of an image
 * @param deadLetters records of any kind that no service could process
 * @param accuracy on the unlabelled images, or on the validation split where the data set has none to test on
 * @param tested whether {@code accuracy} is from images that training never saw
 * @param confusion actual against answered, on the unlabelled images; of sequences their lengths
 * @param metrics of the model version, by Keras' names
 * @param history the metrics of each epoch, in order
 * @param steps time by step, in order
 */
public record RunReport(
        String pipeline,
        String pipelineVersion,
        long seed,
        String model,
        String modelVersion,
        String promotion,
        long labelled,
        long ingested,
        long predicted,
        long duplicates,
        long deadLetters,
        double accuracy,
        boolean tested,
        ConfusionMatrix confusion,
        Map<String, Double> metrics,
        List<Map<String, Double>> history,
        Map<String, Duration> steps) {

    public RunReport {
        metrics = Map.copyOf(metrics);
        history = List.copyOf(history);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** Whether every image taken in came out once: as one prediction or as a dead letter. */
    public boolean complete() {
        return duplicates == 0 && predicted + deadLetters >= ingested;
    }

    public Duration time() {
        return steps.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
