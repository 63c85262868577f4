package io.fovea.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.platform.Version;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final Duration START = Duration.ofMillis(2_600);
    private static final Duration TOTAL = Duration.ofMillis(36_100);

    private final RunReport report = RunReports.of("digits", 2000, 2000, 0.9925);

    @Test
    void shouldHaveAccuracyOnTopAndEveryOtherFigureUnderMetrics() throws IOException {
        // When
        JsonNode json = new ObjectMapper().readTree(Json.pretty(RunJson.of(report, START, TOTAL)));

        // Then
        assertThat(json.path("accuracy").asDouble()).isEqualTo(0.9925);
        assertThat(json.path("accuracyOf").asText()).isEqualTo("test");
        JsonNode metrics = json.path("metrics");
        assertThat(metrics.path("ingested").asLong()).isEqualTo(2000);
        assertThat(metrics.path("predicted").asLong()).isEqualTo(2000);
        assertThat(metrics.path("duplicates").asLong()).isZero();
        assertThat(metrics.path("deadLetters").asLong()).isZero();
        assertThat(metrics.path("seconds").asDouble()).isEqualTo(36.1);
        assertThat(metrics.path("steps").path("train").asDouble()).isEqualTo(31.5);
        assertThat(metrics.path("val_accuracy").asDouble()).isEqualTo(0.98);
    }

    @Test
    void shouldSayWhatItTakesToRunItAgain() throws IOException {
        // When
        JsonNode json = new ObjectMapper().readTree(Json.pretty(RunJson.of(report, START, TOTAL)));

        // Then
        assertThat(json.path("pipelineVersion").asText()).isEqualTo("c0ffee");
        assertThat(json.path("foveaVersion").asText()).isEqualTo(Version.current());
        assertThat(json.path("seed").asLong()).isEqualTo(7);
        assertThat(json.path("modelVersion").asText()).isEqualTo("1");
    }

    @Test
    void shouldReadWell() {
        // Given
        var terminal = new RecordingTerminal();

        // When
        new RunText(terminal.terminal()).print(report, START, TOTAL);

        // Then
        assertThat(terminal.out().lines().map(String::stripTrailing))
                .containsSequence(
                        "digits  accuracy 0.9925 on 2,000 images that it had not seen, by digits/1",
                        "",
                        "  actual     0    1   recall",
                        "  0        990   10   99.0 %",
                        "  1          5  995   99.5 %",
                        "",
                        "  pipeline  labelled in  unlabelled in  predictions out  twice  dead letters  accuracy",
                        "  --------  -----------  -------------  ---------------  -----  ------------  --------",
                        "  digits          8,000          2,000            2,000      0             0    0.9925",
                        "",
                        "  seconds  ingest  train   sum",
                        "  -------  ------  -----  ----",
                        "  start                    2.6  ==",
                        "  digits      2.0   31.5  33.5  ======================",
                        "",
                        "  36.1 s in all");
    }

    @Test
    void shouldBeCompleteWhenEachImageCameOutOnce() {
        assertThat(report.complete()).isTrue();
        assertThat(RunReports.of("digits", 2000, 1999, 0.9).complete()).isFalse();
    }
}
