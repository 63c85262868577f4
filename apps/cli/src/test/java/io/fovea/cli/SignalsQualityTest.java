package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.label.v1.SignalQuality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalsQualityTest {

    private static final Quality JUDGED = Quality.newBuilder()
            .setModel("daily")
            .setModelVersion("2")
            .setOutcomes(50_000)
            .setWindow(250)
            .setAccuracy(0.5123)
            .setAccuracyStandardError(0.0071)
            .setMeanProbability(0.53)
            .setFromMillis(1_000)
            .setToMillis(2_000)
            .setSignals(SignalQuality.newBuilder()
                    .setPeriods(250)
                    .setFromPeriodEndMillis(millis("2014-01-03"))
                    .setToPeriodEndMillis(millis("2015-01-01"))
                    .setIc(0.0123)
                    .setIcStandardError(0.0057)
                    .setIcTStatistic(2.16)
                    .setSpread(-0.00123)
                    .setSpreadAfterCost(-0.0025)
                    .setMajority(0.5125)
                    .setUnranked(3))
            .build();
    private static final Quality SEEN = Quality.newBuilder()
            .setModel("daily")
            .setModelVersion("1")
            .setWindow(250)
            .setSignals(SignalQuality.newBuilder().setInSample(700_000))
            .build();

    private final SignalsQuality view = new SignalsQuality(
            quality -> quality.getModelVersion().equals("2") ? Optional.of(-0.0018) : Optional.empty());

    @Test
    void shouldPrintWhatSignalsWereWorthBesideTheEvaluation() {
        // When
        var terminal = new RecordingTerminal();
        view.print(List.of(SEEN, JUDGED), terminal.terminal());

        // Then
        assertThat(terminal.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "version | periods | signals | IC | +- | t | IC evaluated | accuracy | majority | spread | after cost | from | to",
                        terminal.out().lines().toList().get(1).replaceAll(" {2,}", " | "),
                        "daily/1 | 0 | 0 | - | - | - | - | - | - | - | - | - | -",
                        "daily/2 | 250 | 50,000 | +0.0123 | 0.0057 | +2.16 | -0.0018 | 0.5123 | 0.5125 | -0.123 % | -0.250 % | 2014-01-02 | 2014-12-31",
                        "Left out: 700,000 signals, whose model had learned from what came after.",
                        "Left out: 3 signals without a rank.");
    }

    @Test
    void shouldWriteJsonWithoutNumbersThatAreNone() throws Exception {
        // Given
        Quality young = JUDGED.toBuilder()
                .setSignals(JUDGED.getSignals().toBuilder().setIcStandardError(Double.NaN))
                .build();

        // When
        JsonNode judged = new ObjectMapper().readTree(Json.pretty(view.json(young)));
        JsonNode seen = new ObjectMapper().readTree(Json.pretty(view.json(SEEN)));

        // Then
        assertThat(judged.at("/signals/ic").asDouble()).isEqualTo(0.0123);
        assertThat(judged.at("/signals/icStandardError").isNull()).isTrue();
        assertThat(judged.at("/signals/icEvaluated").asDouble()).isEqualTo(-0.0018);
        assertThat(judged.at("/signals/toPeriodEnd").asText()).isEqualTo("2015-01-01T00:00:00Z");
        assertThat(seen.at("/signals/inSample").asLong()).isEqualTo(700_000);
        assertThat(seen.at("/signals/fromPeriodEnd").isNull()).isTrue();
        assertThat(seen.at("/from").isNull()).isTrue();
    }

    private static long millis(String day) {
        return Instant.parse(day + "T00:00:00Z").toEpochMilli();
    }
}
