package io.fovea.cli.run;

import io.fovea.cli.terminal.ConfusionMatrix;
import io.fovea.proto.prediction.v1.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came back for the images whose labels were kept back: which class, and whether anything came twice. */
final class Answers {

    private final Map<String, String> actual;
    private final Map<String, String> answered = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long duplicates;

    /** @param actual label by image id */
    Answers(Map<String, String> actual) {
        this.actual = Map.copyOf(actual);
    }

    /** Takes a prediction; one for an image of somebody else's is passed over. */
    void add(Prediction prediction) {
        if (!actual.containsKey(prediction.getId())) {
            return;
        }
        String label = prediction.getTopCount() == 0 ? "" : prediction.getTop(0).getLabel();
        if (answered.putIfAbsent(prediction.getId(), label) == null) {
            versions.merge(prediction.getModelVersion(), 1L, Long::sum);
        } else {
            duplicates++;
        }
    }

    long predicted() {
        return answered.size();
    }

    /** Predictions beyond the first of an image. */
    long duplicates() {
        return duplicates;
    }

    /** How many answers each model version gave. */
    Map<String, Long> versions() {
        return Map.copyOf(versions);
    }

    /** Whether every image has its answer or is in {@code settledOtherwise}. */
    boolean complete(Set<String> settledOtherwise) {
        return actual.keySet().stream().allMatch(id -> answered.containsKey(id) || settledOtherwise.contains(id));
    }

    /** The share of all images that were answered rightly; one without an answer counts as wrong. NaN without any. */
    double accuracy() {
        long right = actual.entrySet().stream()
                .filter(image -> image.getValue().equals(answered.get(image.getKey())))
                .count();
        return actual.isEmpty() ? Double.NaN : (double) right / actual.size();
    }

    ConfusionMatrix confusion(List<String> classes) {
        var index = new HashMap<String, Integer>();
        classes.forEach(label -> index.put(label, index.size()));
        long[][] counts = new long[classes.size()][classes.size()];
        actual.forEach((id, label) -> {
            Integer row = index.get(label);
            Integer column = index.get(answered.getOrDefault(id, ""));
            if (row != null && column != null) {
                counts[row][column]++;
            }
        });
        return new ConfusionMatrix(classes, counts);
    }
}
