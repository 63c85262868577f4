package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.client.ControlClient;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.label.v1.SignalQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What predictors have told of their versions, as the command shows it. */
class QualityIT {

    private static final String LABELS = "serve: {labels: {}}\n";
    private static final String BARS = """
            pipeline: daily
            input: {kind: bars, period: day}
            windows: {lags: 4}
            model: {architecture: monthlyreturns}
            """;

    @TempDir
    private static Path folder;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform(folder);
        try (var control = new ControlClient(platform.connection())) {
            List.of(
                            TestPlatform.DIGITS + LABELS,
                            TestPlatform.DIGITS.replace("digits", "unlabelled"),
                            BARS + LABELS,
                            BARS.replace("daily", "unjudged"))
                    .forEach(file -> control.apply(PipelineSpec.parse(file)));
        }
        try (TopicAdmin admin = TopicAdmin.of(platform.connection().kafka())) {
            List.of("digits", "daily").forEach(admin::ensureLabelTopics); // as the predictor does
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void shouldShowTheNewestFiguresOfEachVersion() throws IOException {
        // Given
        tell(
                "digits",
                Quality.newBuilder().setModel("digits").setModelVersion("1").setOutcomes(10));
        tell(
                "digits",
                Quality.newBuilder()
                        .setModel("digits")
                        .setModelVersion("1")
                        .setOutcomes(1_000)
                        .setAccuracy(0.9));
        tell(
                "digits",
                Quality.newBuilder().setModel("digits").setModelVersion("2").setOutcomes(20));

        // When
        JsonNode versions = json("digits");

        // Then
        assertThat(versions)
                .extracting(version -> version.path("labels").asInt())
                .containsExactly(1_000, 20);
        assertThat(versions.get(0).path("accuracy").asDouble()).isEqualTo(0.9);
        assertThat(platform.run("quality", "digits").out()).contains("digits/1   1,000    0.9000");
    }

    @Test
    void shouldShowSignalsBesideTheirVersionsEvaluation() throws IOException {
        // Given
        platform.publishModel("daily", "job-1", Map.of("test_ic", 0.02, "test_accuracy", 0.51));
        tell(
                "daily",
                Quality.newBuilder()
                        .setModel("daily")
                        .setModelVersion("1")
                        .setOutcomes(400)
                        .setSignals(SignalQuality.newBuilder().setPeriods(2).setIc(0.01)));

        // When
        JsonNode version = json("daily").get(0);

        // Then
        assertThat(version.at("/signals/ic").asDouble()).isEqualTo(0.01);
        assertThat(version.at("/signals/icEvaluated").asDouble()).isEqualTo(0.02);
        assertThat(platform.run("quality", "daily").out()).contains("daily/1", "+0.0100", "+0.0200");
        assertThat(platform.run("models", "daily").out()).contains("test_ic").contains("0.0200");
    }

    @Test
    void shouldSayWhatAPipelineWithoutLabelsNeeds() {
        assertThat(platform.run("quality", "unlabelled").err()).contains("add serve.labels", "{window: 1000}");
        assertThat(platform.run("quality", "unjudged").err()).contains("add serve.labels", "{window: 250}");
    }

    private static void tell(String pipeline, Quality.Builder quality) {
        platform.publish(
                Topics.quality(pipeline), quality.getModel() + "/" + quality.getModelVersion(), quality.build());
    }

    private static JsonNode json(String pipeline) throws IOException {
        return new ObjectMapper()
                .readTree(platform.run("quality", pipeline, "--json").out())
                .path("versions");
    }
}
