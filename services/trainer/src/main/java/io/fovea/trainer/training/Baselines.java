package io.fovea.trainer.training;

import com.google.protobuf.ByteString;
import io.fovea.evaluation.baselines.FeatureBaselines;
import io.fovea.evaluation.baselines.Features;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.trainer.examples.TrainingSets;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Logistic regression and nearest neighbours on the features that a head was trained on, as metrics beside the head's own. */
final class Baselines {
    private Baselines() {}

    /** Such as {@code val_accuracy_logistic_regression}; empty where the examples are no features. */
    static Map<String, Double> metrics(JobExamples examples, int classes) {
        if (examples.input().backbone().isEmpty()) {
            return Map.of();
        }
        TrainingSets sets = examples.sets();
        int width = examples.input().shape().stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
        if ((long) sets.size() * width > Integer.MAX_VALUE - 8) {
            return Map.of();
        }
        List<LabelledExample> all = new ArrayList<>(sets.train());
        all.addAll(sets.validation());
        all.addAll(sets.test());
        var baselines = new FeatureBaselines(
                new Features(values(all, width), width),
                all.stream().mapToInt(LabelledExample::label).toArray(),
                classes);
        int trained = sets.train().size();
        int validated = trained + sets.validation().size();
        int[] train = IntStream.range(0, trained).toArray();
        Map<String, Double> metrics = new LinkedHashMap<>();
        add(
                metrics,
                "val_accuracy_",
                baselines.accuracies(train, IntStream.range(trained, validated).toArray()));
        add(
                metrics,
                "test_accuracy_",
                baselines.accuracies(
                        train, IntStream.range(validated, all.size()).toArray()));
        return metrics;
    }

    private static void add(Map<String, Double> metrics, String prefix, Map<String, Double> accuracies) {
        accuracies.forEach((learner, accuracy) -> metrics.put(prefix + learner, accuracy));
    }

    private static float[] values(List<LabelledExample> examples, int width) {
        float[] values = new float[examples.size() * width];
        for (int i = 0; i < examples.size(); i++) {
            ByteString row = examples.get(i).input();
            row.asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, i * width, width);
        }
        return values;
    }
}
