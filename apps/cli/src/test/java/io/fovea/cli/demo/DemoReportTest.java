package io.fovea.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.run.RunReports;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private final DemoReport report = new DemoReport(
            RunReports.of("digits", 2000, 2000, 0.98),
            RunReports.of("digits-backbone", 1020, 1020, 0.99),
            RunReports.of("digits-transfer", 980, 980, 0.94));

    @Test
    void shouldHaveTheFiguresThatTheReadmeNames() throws IOException {
        // When
        JsonNode json = new ObjectMapper()
                .readTree(Json.pretty(report.asJson(Duration.ofSeconds(5), Duration.ofMillis(71_200))));

        // Then
        assertThat(json.path("accuracy").asDouble()).isEqualTo(0.98);
        assertThat(json.path("transferAccuracy").asDouble()).isEqualTo(0.94);
        assertThat(json.path("ingested").asLong()).isEqualTo(2000);
        assertThat(json.path("predicted").asLong()).isEqualTo(2000);
        assertThat(json.path("duplicates").asLong()).isZero();
        assertThat(json.path("deadLetters").asLong()).isZero();
        assertThat(json.path("seconds").asDouble()).isEqualTo(71.2);
        assertThat(json.path("steps").path("digits-transfer train").asDouble()).isEqualTo(31.5);
        JsonNode transfer = json.path("pipelines").path("digits-transfer");
        assertThat(transfer.path("ingested").asLong()).isEqualTo(980);
        assertThat(transfer.path("accuracy").asDouble()).isEqualTo(0.94);
        assertThat(transfer.path("steps").path("train").asDouble()).isEqualTo(31.5);
    }

    @Test
    void shouldEndWithRecordsAndTimes() {
        // Given
        var terminal = new RecordingTerminal();

        // When
        report.print(terminal.terminal(), Duration.ofSeconds(5), Duration.ofMillis(71_200));

        // Then
        assertThat(terminal.out())
                .contains("digits  accuracy 0.9800 on 2,000 images")
                .contains("digits-transfer  accuracy 0.9400 on 980 images")
                .contains("start                            5.0  ==")
                .contains("71.2 s in all");
    }
}
