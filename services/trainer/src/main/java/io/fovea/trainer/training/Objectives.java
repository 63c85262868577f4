package io.fovea.trainer.training;

import io.fovea.cnn.Objective;
import io.fovea.cnn.losses.SequenceCrossentropy;
import io.fovea.cnn.metrics.Auc;
import io.fovea.cnn.metrics.Averaging;
import io.fovea.cnn.metrics.F1Score;
import io.fovea.cnn.metrics.LengthAccuracy;
import io.fovea.cnn.metrics.Metric;
import io.fovea.cnn.metrics.OneVsRestAuc;
import io.fovea.cnn.metrics.PlaceAccuracy;
import io.fovea.cnn.metrics.Precision;
import io.fovea.cnn.metrics.Recall;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.pipeline.ClassWeightSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.examples.LabelledExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network of classes or sequences is trained to, and measured by, as pipelines declare it. */
final class Objectives {
    private Objectives() {}

    /** @param examples to train on, which balanced class weights count */
    static Objective of(PipelineSpec pipeline, List<LabelledExample> examples) {
        return Network.sequences(pipeline).map(Objectives::ofSequences).orElseGet(() -> ofClasses(pipeline, examples));
    }

    private static Objective ofSequences(SequenceHeads heads) {
        return Objective.of(new SequenceCrossentropy(heads))
                .metrics(new LengthAccuracy(heads), new PlaceAccuracy(heads));
    }

    private static Objective ofClasses(PipelineSpec pipeline, List<LabelledExample> examples) {
        List<String> classes = pipeline.model().classes();
        return Objective.of(ClassLosses.of(pipeline.train().loss(), new Labels(pipeline).areShares()))
                .metrics(pipeline.train().metrics().stream()
                        .map(Objectives::metric)
                        .toArray(Metric[]::new))
                .classWeights(pipeline.train()
                        .classWeights()
                        .map(declared -> weights(declared, classes, examples))
                        .orElse(Map.of()));
    }

    private static Metric metric(String name) {
        return switch (name) {
            case "auc" -> new OneVsRestAuc(Auc.Curve.ROC, true, name);
            case "precision" -> new Precision(Averaging.macro(), name);
            case "recall" -> new Recall(Averaging.macro(), name);
            case "f1_score" -> new F1Score(Averaging.macro(), name);
            default -> new TopKCategoricalAccuracy(Integer.parseInt(name.split("_", -1)[1]), name);
        };
    }

    private static Map<Integer, Double> weights(
            ClassWeightSpec declared, List<String> classes, List<LabelledExample> examples) {
        if (declared instanceof ClassWeightSpec.Given given) {
            Map<Integer, Double> weights = new HashMap<>();
            given.weights().forEach((name, weight) -> weights.put(classes.indexOf(name), weight));
            return weights;
        }
        return balanced(classes.size(), examples);
    }

    /** A class without examples weighs 1, which nothing asks for. */
    private static Map<Integer, Double> balanced(int classes, List<LabelledExample> examples) {
        int[] counts = new int[classes];
        examples.forEach(example -> counts[example.label()]++);
        Map<Integer, Double> weights = new HashMap<>();
        for (int c = 0; c < classes; c++) {
            if (counts[c] > 0) {
                weights.put(c, examples.size() / ((double) classes * counts[c]));
            }
        }
        return weights;
    }
}
