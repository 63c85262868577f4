package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftSpecTest {

    private static final String IMAGES = """
            pipeline: digits
            input: {kind: image, channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: 10}
            """;
    private static final String BARS = """
            pipeline: stocks
            input: {kind: bars, period: day, columns: {volume: volume}}
            windows: {lags: 12, channels: [rank, return, volumeChange]}
            model: {architecture: monthlyreturns}
            """;

    @Test
    void shouldCountExamplesOfImagesAndPeriodsOfBars() {
        assertThat(drift(IMAGES, "{}")).contains(new DriftSpec(1_000, 0.2, 0.01, Optional.empty()));
        assertThat(drift(BARS, "{}")).contains(new DriftSpec(10, 0.2, 0.05, Optional.empty()));
        assertThat(drift(BARS, "{window: 5, significance: 0.1, retrain: {pause: 5d}}"))
                .contains(new DriftSpec(5, 0.2, 0.1, Optional.of(new RetrainSpec(3, Duration.ofDays(5)))));
    }

    @Test
    void shouldReadWhenDriftAsksForATraining() {
        assertThat(drift(IMAGES, "{window: 50, retrain: {}}"))
                .contains(new DriftSpec(50, 0.2, 0.01, Optional.of(new RetrainSpec(3, Duration.ofHours(1)))));
        assertThat(drift(IMAGES, "{retrain: {after: 5, pause: 2d}}").flatMap(DriftSpec::retrain))
                .contains(new RetrainSpec(5, Duration.ofDays(2)));
    }

    @Test
    void shouldSayWhichWindowsThereAre() {
        assertThatThrownBy(() -> drift(IMAGES, "{window: 20}"))
                .hasMessageContaining(
                        "serve.drift.window: 20 is not allowed; allowed: a whole number from 50 to 100000");
        assertThatThrownBy(() -> drift(BARS, "{window: 4}"))
                .hasMessageContaining("serve.drift.window: 4 is not allowed; allowed: a whole number from 5 to 1000");
    }

    /** Ranks lie alike in each period by what they are. */
    @Test
    void shouldNameTheChannelsThatCanDrift() {
        WindowSpec windows = PipelineSpec.parse(BARS).market().orElseThrow().windows();
        assertThat(windows.channelsOfTheirOwn()).isEqualTo(Map.of("return", 1, "volumeChange", 2));
        assertThat(windows.newest()).isEqualTo(33);
    }

    private static Optional<DriftSpec> drift(String file, String drift) {
        return PipelineSpec.parse(file + "serve: {drift: %s}".formatted(drift))
                .serve()
                .drift();
    }
}
