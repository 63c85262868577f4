package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.endtoend.Fovea.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five stocks from bars to signals through the real services, and the report of it from what they have kept. */
class MarketDemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldGoFromBarsToSignalsAndKeepTheEvaluation() throws IOException {
        // Given
        Path data = folder.resolve("data");
        Fovea fovea = new Fovea(data);

        // When
        JsonNode demo = json(fovea.run("demo", "market", "--json"));

        // Then 560 prices are 555 returns, and every twelve in a row are a window
        assertThat(demo.path("bars").asInt()).isEqualTo(560);
        assertThat(demo.path("refused").asInt()).isZero();
        assertThat(demo.path("signals").asInt()).isEqualTo(500);
        assertThat(demo.path("newest").findValuesAsText("instrument"))
                .containsExactlyInAnyOrder("AAPL", "AMZN", "GOOG", "IBM", "MSFT");
        assertThat(demo.path("newest").findValuesAsText("rank")).containsExactly("1.0", "2.0", "3.0", "4.0", "5.0");
        assertThat(demo.path("newest").path(0).path("periodEnd").asText()).isEqualTo("2010-04-01T00:00:00Z");
        // All windows whose label the live network has learned are in-sample; the last is not
        assertThat(demo.path("inSample").asInt()).isEqualTo(495);
        assertThat(demo.path("newest").findValuesAsText("inSample")).containsOnly("false");
        assertThat(data.resolve("stocks-signals.csv")).content().hasLineCount(1 + 4 * 12 * 5);
        JsonNode evaluation = demo.path("evaluation");
        assertThat(evaluation.path("folds")).hasSize(4);
        assertThat(evaluation.path("figures").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("network", "control", "lastReturn", "regression");
        assertThat(data.resolve("stocks-report.html")).content().contains("Cumulative IC");

        try (Platform platform = fovea.up()) {
            platform.awaitReady();
            Path page = folder.resolve("page.html");
            assertThat(json(fovea.run("report", "stocks", "--json"))).isEqualTo(evaluation);
            fovea.run("report", "stocks", "--out", page.toString()).orFail();
            assertThat(Files.readString(page)).isEqualTo(Files.readString(data.resolve("stocks-report.html")));
            assertThat(fovea.run("report", "nowhere").err()).contains("Pipeline 'nowhere' has no model version yet");
        }
    }

    private static JsonNode json(Outcome outcome) throws IOException {
        return JSON.readTree(outcome.orFail().out());
    }
}
