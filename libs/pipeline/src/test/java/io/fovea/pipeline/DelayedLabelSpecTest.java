package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelayedLabelSpecTest {

    private static final String IMAGES = """
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            """;
    private static final String BARS = """
            pipeline: p
            input: {kind: bars, period: day}
            windows: {lags: 4}
            model: {architecture: monthlyreturns}
            """;

    @Test
    void shouldJoinNoLabelsUnlessAsked() {
        assertThat(PipelineSpec.parse(IMAGES).serve().labels()).isEmpty();
        assertThat(PipelineSpec.parse(BARS).serve().labels()).isEmpty();
    }

    @Test
    void shouldCountOutcomesOfImagesAndPeriodsOfBars() {
        assertThat(PipelineSpec.parse(IMAGES + "serve: {labels: {}}").serve().labels())
                .contains(new DelayedLabelSpec(100_000, 1_000));
        assertThat(PipelineSpec.parse(BARS + "serve: {labels: {}}").serve().labels())
                .contains(new DelayedLabelSpec(100_000, 250));
        assertThat(PipelineSpec.parse(BARS + "serve: {labels: {window: 60, waiting: 500}}")
                        .serve()
                        .labels())
                .contains(new DelayedLabelSpec(500, 60));
    }
}
