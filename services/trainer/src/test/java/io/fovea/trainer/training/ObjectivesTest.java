package io.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.cnn.Objective;
import io.fovea.cnn.metrics.Metric;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Split;
import io.fovea.trainer.examples.LabelledExample;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ObjectivesTest {
    @Test
    void shouldWeighClassesAsGiven() {
        assertThat(objective("classWeights: {b: 3, c: 0}", 0, 1, 2).classWeights())
                .isEqualTo(Map.of(1, 3.0, 2, 0.0));
        assertThat(objective("batchSize: 8", 0, 1, 2).classWeights()).isEmpty();
    }

    /** scikit-learn's compute_class_weight("balanced"): 6 / (3 * 4) and 6 / (3 * 2). */
    @Test
    void shouldBalanceTheClassesThatThereAre() {
        assertThat(objective("classWeights: balanced", 0, 0, 0, 0, 2, 2).classWeights())
                .isEqualTo(Map.of(0, 0.5, 2, 1.0));
    }

    @Test
    void shouldCallMetricsAsThePipelineDoes() {
        assertThat(objective("metrics: [top_2_accuracy, auc, f1_score, recall, precision]", 0)
                        .metrics())
                .extracting(Metric::name)
                .containsExactly("top_2_accuracy", "auc", "f1_score", "recall", "precision");
    }

    private static Objective objective(String train, long... labels) {
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: letters
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: [a, b, c]}
                train: {%s}
                """.formatted(train));
        List<LabelledExample> examples = LongStream.of(labels)
                .mapToObj(label -> new LabelledExample("id", Split.SPLIT_TRAIN, (int) label, ByteString.EMPTY))
                .toList();
        return Objectives.of(pipeline, examples);
    }
}
