package io.fovea.predictor.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelTopologyTest {

    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: [cat, dog]}
            serve: {labels: {waiting: 3, window: 4}}
            """);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver = new TopologyTestDriver(
            LabelTopology.of(PIPELINE, PIPELINE.serve().labels().orElseThrow(), meters)
                    .topology(),
            properties());
    private final TestInputTopic<byte[], byte[]> predictions = input(Topics.predictions("p"));
    private final TestInputTopic<byte[], byte[]> labels = input(Topics.labels("p"));
    private final TestOutputTopic<byte[], byte[]> outcomes = output(Topics.outcomes("p"));
    private final TestOutputTopic<byte[], byte[]> quality = output(Topics.quality("p"));

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldJoinALabelWithItsPrediction() throws InvalidProtocolBufferException {
        // When
        predict("a", "1", "cat", 0.9f);
        label("a", "dog");

        // Then
        Outcome outcome = Outcome.parseFrom(outcomes.readValue());
        assertThat(outcome.getId()).isEqualTo("a");
        assertThat(outcome.getPredicted()).isEqualTo("cat");
        assertThat(outcome.getLabel()).isEqualTo("dog");
        assertThat(outcome.getModelVersion()).isEqualTo("1");
        assertThat(outcome.getCorrected()).isFalse();
        assertThat(outcomes.isEmpty()).isTrue();
    }

    @Test
    void shouldJoinALabelThatCameFirst() throws InvalidProtocolBufferException {
        // When
        label("a", "cat");
        assertThat(outcomes.isEmpty()).isTrue();
        predict("a", "1", "cat", 0.9f);

        // Then
        assertThat(Outcome.parseFrom(outcomes.readValue()).getLabel()).isEqualTo("cat");
    }

    @Test
    void shouldCountARepeatedLabelOnceAndACorrectedOneInItsPlace() throws InvalidProtocolBufferException {
        // When
        predict("a", "1", "cat", 0.9f);
        label("a", "dog");
        label("a", "dog");
        label("a", "cat");

        // Then
        List<byte[]> told = outcomes.readValuesToList();
        assertThat(told).hasSize(2);
        assertThat(Outcome.parseFrom(told.get(1)).getCorrected()).isTrue();
        assertThat(newest("m/1").getOutcomes()).isEqualTo(1);
        assertThat(count("joined")).isEqualTo(1);
        assertThat(count("repeated")).isEqualTo(1);
        assertThat(count("corrected")).isEqualTo(1);
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
        Map<String, Quality> told = told();
        Quality first = told.get("m/1");
        assertThat(first.getOutcomes()).isEqualTo(3);
        assertThat(first.getAccuracy()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(first.getAccuracyStandardError()).isEqualTo(Math.sqrt(2 / 9.0 / 3), within(1e-12));
        assertThat(first.getMeanProbability()).isEqualTo(2.3 / 3, within(1e-6));
        assertThat(first.getCalibrationError()).isEqualTo(1.3 / 3, within(1e-6));
        assertThat(told.get("m/2").getAccuracy()).isEqualTo(1);
        assertThat(told.get("m/2").getCalibrationError()).isZero();
        assertThat(meters.get("fovea.predictor.quality.accuracy")
                        .tags("pipeline", "p", "model", "m", "version", "1")
                        .gauge()
                        .value())
                .isEqualTo(2 / 3.0, within(1e-12));
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
    void shouldLetTheOldestPredictionGiveWay() {
        // When: three may wait
        for (String id : List.of("a", "b", "c", "d")) {
            predict(id, "1", "cat", 0.9f);
        }
        label("a", "cat");
        label("d", "cat");

        // Then
        assertThat(outcomes.readKeyValuesToList()).hasSize(1);
        assertThat(count("early")).isEqualTo(1);
    }

    @Test
    void shouldPassOverWhatIsNoLabel() {
        // When
        labels.pipeInput("a".getBytes(), new byte[] {-1, -1, 7});
        outcome("b", "1", "cat", 0.9f, "cat");

        // Then
        assertThat(outcomes.readValuesToList()).hasSize(1);
        assertThat(count("unreadable")).isEqualTo(1);
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
        return told().get(version);
    }

    private Map<String, Quality> told() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return quality.readKeyValuesToList().stream()
                .collect(java.util.stream.Collectors.toMap(
                        told -> new String(told.key), told -> parsed(told.value), (older, newer) -> newer));
    }

    private static Quality parsed(byte[] value) {
        try {
            return Quality.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private double count(String outcome) {
        return meters.get("fovea.predictor.labels")
                .tags("pipeline", "p", "outcome", outcome)
                .counter()
                .count();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return properties;
    }
}
