package io.fovea.cli;

import io.fovea.cli.terminal.Json;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.SequenceProbability;
import java.time.Instant;
import java.util.Map;

/** A prediction as {@code predict} and {@code watch} print it. */
final class PredictionJson {

    private PredictionJson() {}

    static Map<String, Object> of(Prediction prediction) {
        Map<String, Object> object = Json.object();
        object.put("id", prediction.getId());
        object.put("pipeline", prediction.getPipeline());
        object.put("model", prediction.getModel());
        object.put("modelVersion", prediction.getModelVersion());
        if (prediction.getTopCount() > 0) {
            object.put("class", prediction.getTop(0).getLabel());
            object.put("probability", prediction.getTop(0).getProbability());
        }
        if (prediction.getSequencesCount() > 0) {
            object.put("sequence", prediction.getSequences(0).getSequenceList());
            object.put("probability", prediction.getSequences(0).getProbability());
            object.put(
                    "sequences",
                    prediction.getSequencesList().stream()
                            .map(PredictionJson::of)
                            .toList());
        }
        object.put(
                "top", prediction.getTopList().stream().map(PredictionJson::of).toList());
        object.put(
                "predictedAt",
                Instant.ofEpochMilli(prediction.getPredictedAtMillis()).toString());
        object.put("latencyMillis", latencyMillis(prediction));
        object.put("inferenceMillis", prediction.getInferenceNanos() / 1e6);
        object.put("batchSize", prediction.getBatchSize());
        return object;
    }

    /** From the source's event to the answer. */
    static long latencyMillis(Prediction prediction) {
        return prediction.getPredictedAtMillis() - prediction.getEventTimeMillis();
    }

    /** The best answer in a word: a class, or the classes of a sequence with a space between. */
    static String best(Prediction prediction) {
        if (prediction.getSequencesCount() > 0) {
            return String.join(" ", prediction.getSequences(0).getSequenceList());
        }
        return prediction.getTopCount() == 0 ? "" : prediction.getTop(0).getLabel();
    }

    /** The best answer's probability; 0 without one. */
    static double probability(Prediction prediction) {
        if (prediction.getSequencesCount() > 0) {
            return prediction.getSequences(0).getProbability();
        }
        return prediction.getTopCount() == 0 ? 0 : prediction.getTop(0).getProbability();
    }

    private static Map<String, Object> of(SequenceProbability top) {
        Map<String, Object> object = Json.object();
        object.put("sequence", top.getSequenceList());
        object.put("probability", top.getProbability());
        return object;
    }

    private static Map<String, Object> of(ClassProbability top) {
        Map<String, Object> object = Json.object();
        object.put("class", top.getLabel());
        object.put("probability", top.getProbability());
        return object;
    }
}
