package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.TestPlatform.Result;
import io.fovea.cli.client.ControlClient;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.TrialFigures;
import io.fovea.proto.prediction.v1.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands about versions, against a real broker. In order, since each leaves moves behind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelsIT {

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
    void shouldListModelsAndPromote() throws IOException {
        // Given
        assertThat(platform.run("models").out()).startsWith("There are no model versions yet");
        platform.publishModel("digits", "job-1", 0.97);
        platform.publishModel("digits", "job-2", 0.98);

        // When
        Result promoted = platform.run("promote", "digits", "2");

        // Then
        assertThat(promoted.out()).isEqualTo("live of digits is version 2 now.%n".formatted());
        JsonNode models = json(platform.run("models", "--json")).path("models");
        assertThat(models.get(0).path("aliases")).isEmpty();
        assertThat(models.get(1).path("aliases").get(0).asText()).isEqualTo("live");
        assertThat(models.get(1).path("metrics").path("val_accuracy").asDouble())
                .isEqualTo(0.98);
        assertThat(platform.run("models").out().lines().skip(3).findFirst().orElseThrow())
                .startsWith("digits        2  live")
                .contains("0.9800");
    }

    @Test
    @Order(2)
    void shouldNameTheVersionsThatThereAre() {
        Result result = platform.run("promote", "digits", "3");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("it has 1, 2").hasLineCount(1);
    }

    @Test
    @Order(3)
    void shouldRollBackAndTellOfEveryMove() throws IOException {
        // Given
        platform.run("promote", "digits", "1", "--reason", "sevens");

        // When
        Result back = platform.run("models", "rollback", "digits", "--reason", "sevens were right");

        // Then
        assertThat(back.out()).isEqualTo("live of digits is version 2 now; before it was 1.%n".formatted());
        JsonNode moves =
                json(platform.run("models", "history", "digits", "--json")).path("moves");
        assertThat(moves).extracting(move -> move.path("version").asText()).containsExactly("2", "1", "2");
        assertThat(moves.get(1).path("previousVersion").asText()).isEqualTo("2");
        assertThat(moves.get(2).path("movedBy").asText()).isEqualTo("cli:" + System.getProperty("user.name"));
        assertThat(platform.run("models", "history", "digits").out())
                .contains("sevens were right")
                .hasLineCount(5);
    }

    @Test
    @Order(4)
    void shouldSayThatThereIsNothingToRollBackTo() {
        assertThat(platform.run("models", "rollback", "digits", "--alias", "canary")
                        .err())
                .isEqualTo(
                        "fovea: Alias canary of digits pointed at no other version before; ./fovea models history digits shows its moves.%n"
                                .formatted());
        assertThat(platform.run("models", "rollback", "faces").err())
                .isEqualTo("fovea: There is no model 'faces'; ./fovea models lists what there is.%n".formatted());
    }

    @Test
    @Order(5)
    void shouldSayWhichVersionsAnsweredAtATime() throws IOException {
        // Given: two versions in one minute, and one long before
        Instant now = Instant.now();
        answered("older", "1", now.minusSeconds(3600));
        answered("a", "2", now);
        answered("b", "3", now);
        answered("c", "3", now);
        String minute = LocalDateTime.ofInstant(now, ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();

        // When
        JsonNode versions = json(platform.run("models", "answered", "other", "--at", minute, "--json"))
                .path("versions");

        // Then
        assertThat(versions)
                .extracting(version -> version.path("version").asText() + " "
                        + version.path("predictions").asInt())
                .containsExactlyInAnyOrder("2 1", "3 2");
        assertThat(platform.run("models", "answered", "other", "--at", "2020-01-01T10:00")
                        .out())
                .isEqualTo("No prediction of other was made from 2020-01-01 10:00:00 on until 2020-01-01 10:01:00.%n"
                        .formatted());
        assertThat(platform.run("models", "answered", "other", "--at", "noon").err())
                .contains("'noon' is no time; expected 14:03, 14:03:20 or 2026-11-24T14:03");
    }

    @Test
    @Order(6)
    void shouldTryAVersionAsCanaryAndPromoteIt() throws IOException {
        // Given
        assertThat(platform.run("models", "canary", "digits").err())
                .contains("Model digits has no canary; ./fovea models canary digits VERSION --share 0.05 begins one.");

        // When
        Result begun = platform.run("models", "canary", "digits", "1", "--share", "0.1", "--reason", "try");
        platform.report(TrialFigures.newBuilder()
                .setModel("digits")
                .setAlias("canary")
                .setVersion("1")
                .setLiveVersion("2")
                .setInstance("it")
                .setUntilMillis(System.currentTimeMillis())
                .setAnswers(2000)
                .setAgreed(1990)
                .setLabelled(10)
                .setCorrect(9)
                .setLiveCorrect(8)
                .build());

        // Then
        assertThat(begun.out().strip()).isEqualTo("canary of digits is version 1 now on 10.0 % of the keys.");
        JsonNode shown = json(platform.run("models", "canary", "digits", "--json"));
        assertThat(shown.path("answers").asInt()).isEqualTo(2000);
        assertThat(shown.path("figures").path("agreement").asDouble()).isEqualTo(0.995);
        assertThat(platform.run("models", "canary", "digits").out())
                .contains("canary is version 1 beside live version 2, on 10.0 % of the keys", "0.9950", "0.9000");
        assertThat(platform.run("models", "canary", "digits", "--share", "1.5").err())
                .contains("A share of keys is from 0 to 1, not 1.5.");
        assertThat(platform.run("models", "promote", "digits").out())
                .isEqualTo("live of digits is version 1 now; before it was 2.%n".formatted());
        assertThat(platform.run("models", "promote", "digits").err()).contains("Model digits has no canary to promote");
        assertThat(json(platform.run("models", "history", "digits", "--alias", "canary", "--json"))
                        .path("moves"))
                .extracting(move -> move.path("version").asText())
                .containsExactly("1", "");
    }

    private static void answered(String id, String version, Instant time) {
        var prediction = Prediction.newBuilder()
                .setId(id)
                .setModel("other")
                .setModelVersion(version)
                .setPredictedAtMillis(time.toEpochMilli());
        platform.publish(Topics.predictions("other"), id, prediction.build());
    }

    private static JsonNode json(Result result) throws IOException {
        return new ObjectMapper().readTree(result.out());
    }
}
