package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private final RecordingTerminal recorded = new RecordingTerminal();
    private final Progress progress = new Progress(recorded.terminal());

    @Test
    void shouldLeaveOneLineForEachStepAndKeepItsTime() {
        // When
        try (Step step = progress.step("apply")) {
            step.done("pipeline digits");
        }
        try (Step step = progress.step("train")) {
            step.show("epoch 1/20");
        }

        // Then
        assertThat(recorded.err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ok apply    pipeline digits"),
                        second -> assertThat(second).startsWith("!! train    epoch 1/20"));
        assertThat(progress.times()).containsOnlyKeys("apply", "train");
        assertThat(recorded.out()).isEmpty();
    }

    @Test
    void shouldAddUpStepsOfOneName() {
        progress.step("ingest").close();
        progress.step("ingest").close();
        assertThat(progress.times()).hasSize(1);
    }
}
