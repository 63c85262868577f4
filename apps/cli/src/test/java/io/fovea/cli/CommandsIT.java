package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.TestPlatform.Result;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.export.TinyVersion;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real broker; the services are played by the test. In order, since a broker costs seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    @TempDir
    private static Path folder;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform(folder);
        try (var control = new ControlClient(platform.connection())) {
            control.apply(PipelineSpec.parse(TestPlatform.DIGITS.replace("digits", "other")));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Order(1)
    void shouldNameThePipelinesThatThereAre() {
        Result result = platform.run("train", "digits");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("fovea: No pipeline 'digits' is known here; there are other.%n".formatted());
    }

    @Test
    @Order(2)
    void shouldApplyAPipeline() throws IOException {
        // When
        Result result = platform.run(
                "apply", platform.file("digits.yaml", TestPlatform.DIGITS).toString(), "--json");

        // Then
        assertThat(result.status()).isZero();
        assertThat(json(result).path("pipeline").asText()).isEqualTo("digits");
        assertThat(Pipelines.find(platform.connection(), "digits").version())
                .isEqualTo(json(result).path("version").asText());
    }

    @Test
    @Order(3)
    void shouldSayThatThereIsNothingToLearnFrom() {
        Result result = platform.run("train", "digits");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("Pipeline 'digits' has no examples yet: ingest labelled images first.");
    }

    @Test
    @Order(4)
    void shouldTrainAndTellOfEachEpoch() throws Exception {
        // Given
        platform.publish(Topics.examples("digits"), "a", Example.getDefaultInstance());
        try (var trainer = new PlayedTrainer(platform)) {

            // When
            Result result = platform.run("train", "digits", "--json");

            // Then
            assertThat(result.status()).isZero();
            assertThat(json(result).path("modelVersion").asText()).isEqualTo("7");
            assertThat(json(result).path("metrics").path("val_accuracy").asDouble())
                    .isEqualTo(0.98);
            assertThat(result.err()).contains("digits/7, 2 epochs, val_accuracy 0.9800");
            assertThat(trainer.job().getExamplesList()).hasSize(1);
            assertThat(trainer.job().getPipelineFile()).isEqualTo(TestPlatform.DIGITS);
        }
    }

    @Test
    @Order(5)
    void shouldTellWhyATrainingFailed() throws Exception {
        try (var trainer = new PlayedTrainer(platform).thatFails("The loss is not a number.")) {
            Result result = platform.run("train", "digits");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("The training of 'digits' failed: The loss is not a number.");
            assertThat(trainer.job().getPipeline()).isEqualTo("digits");
        }
    }

    @Test
    @Order(6)
    void shouldWatchPredictions() throws IOException {
        // Given
        for (String id : new String[] {"a", "b", "c"}) {
            platform.publish(Topics.predictions("digits"), id, prediction(id));
        }

        // When
        Result watched = platform.run("watch", "digits", "--from-beginning", "--limit", "2", "--json");

        // Then
        assertThat(watched.status()).isZero();
        assertThat(watched.out().lines()).hasSize(2).allSatisfy(line -> {
            JsonNode prediction = new ObjectMapper().readTree(line);
            assertThat(prediction.path("class").asText()).isEqualTo("7");
            assertThat(prediction.path("latencyMillis").asLong()).isEqualTo(12);
        });
    }

    @Test
    @Order(7)
    void shouldPredictOneImage() throws Exception {
        // Given
        platform.publishModel("digits", "job-2", 0.98);
        platform.run("promote", "digits", "1");
        Path image = platform.file("seven.png", "no image, but the services are played");
        try (var ingestion = new PlayedIngestion(platform)) {

            // When
            Result result = platform.runWith(ingestion.url(), "predict", "digits", image.toString());

            // Then
            assertThat(result.status()).isZero();
            assertThat(result.out()).contains("7           0.9100").contains("digits/2");
        }
    }

    @Test
    @Order(8)
    void shouldSayThatIngestionDoesNotAnswer() throws IOException {
        Path image = platform.file("eight.png", "x");
        Result result = platform.run("predict", "digits", image.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("fovea: Ingestion does not answer at http://localhost:1");
    }

    static Prediction prediction(String id) {
        return Prediction.newBuilder()
                .setId(id)
                .setPipeline("digits")
                .setModel("digits")
                .setModelVersion("2")
                .addTop(ClassProbability.newBuilder().setLabel("7").setIndex(7).setProbability(0.91f))
                .setEventTimeMillis(1_000)
                .setPredictedAtMillis(1_012)
                .setInferenceNanos(2_000_000)
                .setBatchSize(1)
                .build();
    }

    @Test
    @Order(9)
    void shouldExplainAVersionOfTheRegistry() throws IOException {
        // Given
        Path artefact = folder.resolve("lenet5");
        ExplainCommandTest.export(artefact);
        platform.publishModel("explained", "job-3", 0.5, artefact);
        Path photo = ExplainCommandTest.digit(folder.resolve("drawn.png"));
        Path out = folder.resolve("explained.png");

        // When
        Result result = platform.run(
                "explain", "explained", photo.toString(), "--version", "1", "--class", "two", "--out", out.toString());
        Result unknown = platform.run("explain", "explained", photo.toString());

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("two  (explained)").contains("explained.png, ");
        assertThat(out).isNotEmptyFile();
        assertThat(unknown.err())
                .contains("Model 'explained' has no version live")
                .hasLineCount(1);
    }

    @Test
    @Order(10)
    void shouldExportAVersionOfTheRegistry() throws IOException {
        // Given
        Path artefact = folder.resolve("tiny");
        TinyVersion.write(artefact);
        platform.publishModel("exported", "job-4", 0.5, artefact);
        platform.run("promote", "exported", "1");
        Path out = folder.resolve("exported.onnx");

        // When
        Result result =
                platform.run("model", "export", "exported", "--format", "onnx", "--out", out.toString(), "--json");
        Result again = platform.run("model", "export", "exported/1", "--format", "onnx", "--out", out.toString());

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(out).hasSameBinaryContentAs(artefact.resolve("model.onnx"));
        assertThat(json(result).path("version").asText()).isEqualTo("1");
        assertThat(json(result).path("files").get(0).path("sha256").asText()).isEqualTo(Sha256.of(out));
        assertThat(again.err()).isEqualTo("fovea: %s is there already; --force replaces it.%n".formatted(out));
    }

    @Test
    @Order(11)
    void shouldSayThatThereIsNoSuchVersionToExport() {
        String[] rest = {
            "--format", "onnx", "--out", folder.resolve("none.onnx").toString()
        };
        assertThat(platform.run("model", "export", "faces", rest[0], rest[1], rest[2], rest[3])
                        .err())
                .isEqualTo("fovea: There is no model 'faces'; ./fovea models lists what there is.%n".formatted());
        assertThat(platform.run("model", "export", "exported/2", rest[0], rest[1], rest[2], rest[3])
                        .err())
                .isEqualTo(
                        "fovea: Model 'exported' has no version 2; ./fovea models lists what there is.%n".formatted());
        assertThat(folder.resolve("none.onnx")).doesNotExist();
    }

    private static JsonNode json(Result result) throws IOException {
        return new ObjectMapper().readTree(result.out());
    }
}
