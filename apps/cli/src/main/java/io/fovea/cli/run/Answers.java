package io.fovea.cli.run;

import io.fovea.cli.terminal.ConfusionMatrix;
import io.fovea.proto.prediction.v1.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What came back for the images whose labels were kept back: which class or sequence, and whether anything came twice. */
final class Answers {

    private final Map<String, List<String>> actual;
    private final Map<String, List<String>> answered = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long duplicates;

    /** @param actual the class, or the classes of the sequence, by image id */
    Answers(Map<String, List<String>> actual) {
        this.actual = Map.copyOf(actual);
    }

    /** Takes a prediction; one for an image of somebody else's is passed over. */
    void add(Prediction prediction) {
        if (!actual.containsKey(prediction.getId())) {
            return;
        }
        if (answered.putIfAbsent(prediction.getId(), best(prediction)) == null) {
            versions.merge(prediction.getModelVersion(), 1L, Long::sum);
        } else {
            duplicates++;
        }
    }

    private static List<String> best(Prediction prediction) {
        if (prediction.getSequencesCount() > 0) {
            return List.copyOf(prediction.getSequences(0).getSequenceList());
        }
        return prediction.getTopCount() == 0
                ? List.of()
                : List.of(prediction.getTop(0).getLabel());
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

    /** The share of all sequences whose answer is as long; NaN without any. */
    double lengthAccuracy() {
        long right = actual.entrySet().stream()
                .filter(image ->
                        image.getValue().size() == answer(image.getKey()).size())
                .count();
        return actual.isEmpty() ? Double.NaN : (double) right / actual.size();
    }

    /** The share of the classes of all sequences that the answer has at the same place; NaN without any. */
    double placeAccuracy() {
        long right = 0;
        long asked = 0;
        for (Map.Entry<String, List<String>> image : actual.entrySet()) {
            List<String> answer = answer(image.getKey());
            for (int place = 0; place < image.getValue().size(); place++) {
                asked++;
                right += place < answer.size()
                                && answer.get(place).equals(image.getValue().get(place))
                        ? 1
                        : 0;
            }
        }
        return asked == 0 ? Double.NaN : (double) right / asked;
    }

    private List<String> answer(String id) {
        return answered.getOrDefault(id, List.of());
    }

    ConfusionMatrix confusion(List<String> classes) {
        return confusion(classes, label -> label.isEmpty() ? "" : label.get(0));
    }

    /** Actual length against answered length, of sequences. */
    ConfusionMatrix lengths(int longest) {
        List<String> lengths =
                IntStream.rangeClosed(1, longest).mapToObj(Integer::toString).toList();
        return confusion(lengths, sequence -> Integer.toString(sequence.size()));
    }

    private ConfusionMatrix confusion(List<String> names, Function<List<String>, String> name) {
        var index = new HashMap<String, Integer>();
        names.forEach(label -> index.put(label, index.size()));
        long[][] counts = new long[names.size()][names.size()];
        actual.forEach((id, label) -> {
            Integer row = index.get(name.apply(label));
            Integer column = index.get(name.apply(answer(id)));
            if (row != null && column != null) {
                counts[row][column]++;
            }
        });
        return new ConfusionMatrix(names, counts);
    }
}
