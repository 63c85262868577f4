package io.fovea.predictor.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.SequenceProbability;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelTopologyTest {

    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: [cat, dog]}
            serve: {labels: {waiting: 3, window: 4}}
            """);

    private final LabelStand stand = new LabelStand(PIPELINE);
    private final TestInputTopic<byte[], byte[]> predictions = stand.input(Topics.predictions("p"));
    private final TestInputTopic<byte[], byte[]> labels = stand.input(Topics.labels("p"));

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void shouldJoinALabelWithItsPrediction() {
        // When
        predict("a", "1", "cat", 0.9f);
        label("a", "dog");

        // Then
        List<Outcome> outcomes = stand.outcomes();
        Outcome outcome = outcomes.get(0);
        assertThat(outcome.getId()).isEqualTo("a");
        assertThat(outcome.getPredicted()).isEqualTo("cat");
        assertThat(outcome.getLabel()).isEqualTo("dog");
        assertThat(outcome.getModelVersion()).isEqualTo("1");
        assertThat(outcome.getCorrected()).isFalse();
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void shouldJoinALabelThatCameFirst() {
        // When
        label("a", "cat");
        assertThat(stand.outcomes()).isEmpty();
        predict("a", "1", "cat", 0.9f);

        // Then
        assertThat(stand.outcomes()).extracting(Outcome::getLabel).containsExactly("cat");
    }

    @Test
    void shouldCountARepeatedLabelOnceAndACorrectedOneInItsPlace() {
        // When
        predict("a", "1", "cat", 0.9f);
        label("a", "dog");
        label("a", "dog");
        label("a", "cat");

        // Then
        assertThat(stand.outcomes()).extracting(Outcome::getCorrected).containsExactly(false, true);
        assertThat(newest("m/1").getOutcomes()).isEqualTo(1);
        assertThat(stand.count("joined")).isEqualTo(1);
        assertThat(stand.count("repeated")).isEqualTo(1);
        assertThat(stand.count("corrected")).isEqualTo(1);
    }

    /** By hand: right, right, wrong at 0.9, 0.6 and 0.8; the gaps of the bins are 0.1, 0.4 and -0.8. */
    @Test
    void shouldSayHowRightEachVersionWas() {
        // When
        outcome("a", "1", "cat", 0.9f, "cat");
        outcome("b", "1", "dog", 0.6f, "dog");
        outcome("c", "1", "dog", 0.8f, "cat");
        outcome("d", "2", "cat", 1f, "cat");

        // Then
        Map<String, Quality> told = stand.quality();
        Quality first = told.get("m/1");
        assertThat(first.getOutcomes()).isEqualTo(3);
        assertThat(first.getAccuracy()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(first.getAccuracyStandardError()).isEqualTo(Math.sqrt(2 / 9.0 / 3), within(1e-12));
        assertThat(first.getMeanProbability()).isEqualTo(2.3 / 3, within(1e-6));
        assertThat(first.getCalibrationError()).isEqualTo(1.3 / 3, within(1e-6));
        assertThat(told.get("m/2").getAccuracy()).isEqualTo(1);
        assertThat(told.get("m/2").getCalibrationError()).isZero();
        assertThat(stand.gauge("accuracy", "1")).isEqualTo(2 / 3.0, within(1e-12));
    }

    @Test
    void shouldForgetOutcomesThatLeaveTheWindow() {
        // When: four slots, of which the first two were wrong
        outcome("a", "1", "cat", 0.9f, "dog");
        outcome("b", "1", "cat", 0.9f, "dog");
        for (String id : List.of("c", "d", "e", "f")) {
            outcome(id, "1", "cat", 0.9f, "cat");
        }

        // Then
        Quality newest = newest("m/1");
        assertThat(newest.getOutcomes()).isEqualTo(4);
        assertThat(newest.getAccuracy()).isEqualTo(1);
    }

    @Test
    void shouldJoinSequences() {
        // When
        Prediction prediction = Prediction.newBuilder()
                .setId("a")
                .addSequences(SequenceProbability.newBuilder()
                        .addAllSequence(List.of("1", "9", "2"))
                        .setProbability(0.5))
                .addSequences(SequenceProbability.newBuilder().addSequence("1").setProbability(0.25))
                .build();
        predictions.pipeInput("a".getBytes(), prediction.toByteArray());
        DelayedLabel label = DelayedLabel.newBuilder()
                .setId("a")
                .addAllSequence(List.of("1", "9", "7"))
                .build();
        labels.pipeInput("a".getBytes(), label.toByteArray());

        // Then
        Outcome outcome = stand.outcomes().get(0);
        assertThat(outcome.getPredicted()).isEqualTo("1 9 2");
        assertThat(outcome.getProbability()).isEqualTo(0.5f);
        assertThat(outcome.getLabel()).isEqualTo("1 9 7");
    }

    @Test
    void shouldLetTheOldestPredictionGiveWay() {
        // When: three may wait
        for (String id : List.of("a", "b", "c", "d")) {
            predict(id, "1", "cat", 0.9f);
        }
        label("a", "cat");
        label("d", "cat");

        // Then
        assertThat(stand.outcomes()).hasSize(1);
        assertThat(stand.count("early")).isEqualTo(1);
    }

    @Test
    void shouldPassOverWhatIsNoLabel() {
        // When
        labels.pipeInput("a".getBytes(), new byte[] {-1, -1, 7});
        outcome("b", "1", "cat", 0.9f, "cat");

        // Then
        assertThat(stand.outcomes()).hasSize(1);
        assertThat(stand.count("unreadable")).isEqualTo(1);
    }

    private void outcome(String id, String version, String predicted, float probability, String label) {
        predict(id, version, predicted, probability);
        label(id, label);
    }

    private void predict(String id, String version, String label, float probability) {
        predictions.pipeInput(
                id.getBytes(),
                Prediction.newBuilder()
                        .setId(id)
                        .setPipeline("p")
                        .setModel("m")
                        .setModelVersion(version)
                        .setPredictedAtMillis(1000)
                        .addTop(ClassProbability.newBuilder().setLabel(label).setProbability(probability))
                        .build()
                        .toByteArray());
    }

    private void label(String id, String label) {
        labels.pipeInput(
                id.getBytes(),
                DelayedLabel.newBuilder()
                        .setId(id)
                        .setLabel(label)
                        .setKnownAtMillis(2000)
                        .build()
                        .toByteArray());
    }

    private Quality newest(String version) {
        return stand.quality().get(version);
    }
}
