package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TrialRule;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.TrialFigures;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.LatencyBuckets;
import io.fovea.registry.ModelRegistry;
import io.fovea.testing.TinyModels;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialJudgeTest {

    private static final PipelineSpec SHAPES = PipelineSpec.parse("""
            pipeline: shapes
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {architecture: ffnn, classes: 2}
            serve:
              canary:
                promote: {when: "agreement > 0.98 and p99 < 20ms", answers: 1000, minutes: 1}
                rollback: {when: "errors > 0.01 or p99 > 50ms", answers: 100}
            """);

    private ModelRegistry registry;
    private TrialJudge judge;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        TinyModels tiny = new TinyModels(registry, folder);
        tiny.images("shapes", 4, 1);
        tiny.images("shapes", 4, 2);
        registry.move("shapes", ModelRegistry.LIVE, "1", "test", "");
        registry.move("shapes", ModelRegistry.CANARY, "2", 0.1, "test", "");
        judge = new TrialJudge(registry, () -> List.of(SHAPES));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldPromoteTheCanaryWhenTheRuleHolds() {
        // Given
        report(1000, 990, 0, 5, 61);

        // When
        judge.judge();

        // Then
        assertThat(registry.alias("shapes", ModelRegistry.LIVE).orElseThrow())
                .returns("2", ModelAlias::getVersion)
                .returns("1", ModelAlias::getPreviousVersion)
                .returns("rule", ModelAlias::getMovedBy)
                .returns(
                        "agreement > 0.98 and p99 < 20ms: agreement is 0.9900 and p99 is 5.12 ms, of 1000 answers",
                        ModelAlias::getReason);
        assertThat(registry.alias("shapes", ModelRegistry.CANARY)).isEmpty();
    }

    @Test
    void shouldGiveTheCanaryUpWhenTheRuleOfRollbackHolds() {
        // Given
        report(120, 120, 2, 5, 0);

        // When
        judge.judge();

        // Then
        assertThat(live()).isEqualTo("1");
        assertThat(registry.alias("shapes", ModelRegistry.CANARY)).isEmpty();
        List<ModelAlias> moves = registry.history("shapes");
        assertThat(moves.get(moves.size() - 1))
                .returns("canary", ModelAlias::getAlias)
                .returns("", ModelAlias::getVersion)
                .returns("2", ModelAlias::getPreviousVersion)
                .returns("rule", ModelAlias::getMovedBy)
                .returns(
                        "errors > 0.01 or p99 > 50ms: errors is 0.0164 and p99 is 5.12 ms, of 120 answers",
                        ModelAlias::getReason);
    }

    @Test
    void shouldWaitForEnoughAnswersAndMinutes() {
        // When
        report(999, 999, 0, 5, 61);
        judge.judge();
        report(5000, 5000, 0, 5, 59);
        judge.judge();

        // Then
        assertThat(live()).isEqualTo("1");
        assertThat(registry.alias("shapes", ModelRegistry.CANARY)).isPresent();
    }

    @Test
    void shouldGoOnWhereNoRuleHolds() {
        // Given
        report(1000, 970, 5, 30, 61);

        // When
        judge.judge();

        // Then
        assertThat(live()).isEqualTo("1");
        assertThat(registry.alias("shapes", ModelRegistry.CANARY)).isPresent();
    }

    @Test
    void shouldNotCountWhatWasSeenBesideAnotherLiveVersion() {
        // Given
        report(1000, 1000, 0, 5, 61);
        registry.move("shapes", ModelRegistry.LIVE, "2", "test", "");

        // When
        judge.judge();

        // Then
        assertThat(registry.alias("shapes", ModelRegistry.CANARY)).isPresent();
    }

    @Test
    void shouldKnowTheFiguresThatRulesMayName() {
        // Given
        registry.report(figures(10, 5, 1, 5, 0)
                .setLabelled(5)
                .setCorrect(4)
                .setLiveCorrect(3)
                .build());

        // Then
        assertThat(registry.trial("shapes", ModelRegistry.CANARY).orElseThrow().figures())
                .containsOnlyKeys(TrialRule.figures().toArray(String[]::new));
    }

    private String live() {
        return registry.alias("shapes", ModelRegistry.LIVE).orElseThrow().getVersion();
    }

    private void report(long answers, long agreed, long errors, int millis, int seconds) {
        registry.report(figures(answers, agreed, errors, millis, seconds).build());
    }

    private static TrialFigures.Builder figures(long answers, long agreed, long errors, int millis, int seconds) {
        List<Long> latency = new java.util.ArrayList<>(Collections.nCopies(LatencyBuckets.COUNT, 0L));
        latency.set(LatencyBuckets.of(millis * 1_000_000L), answers);
        long now = System.currentTimeMillis();
        return TrialFigures.newBuilder()
                .setModel("shapes")
                .setAlias("canary")
                .setVersion("2")
                .setLiveVersion("1")
                .setInstance("test")
                .setSinceMillis(now)
                .setUntilMillis(now + seconds * 1000L)
                .setAnswers(answers)
                .setAgreed(agreed)
                .setErrors(errors)
                .addAllLatency(latency)
                .addAllLiveLatency(latency);
    }
}
