package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.drift.v1.DriftFigure;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftViewTest {

    private static final DriftFigure SPREAD = DriftFigure.newBuilder()
            .setName("return_spread")
            .setStability(1.25)
            .setDistance(0.5)
            .setPValue(0.0125)
            .build();
    private static final DriftFigure SCORE = DriftFigure.newBuilder()
            .setName("score_mean")
            .setStability(3)
            .setDistance(0.25)
            .setPValue(0.5)
            .build();

    @Test
    void shouldShowTheStrangestFigureOfPeriods() {
        // When
        List<String> lines = lines(DriftView.ofPeriods(
                List.of(periods().addDrifted("return_spread").build(), periods().build())));

        // Then
        assertThat(lines.get(0)).contains("version", "until", "periods", "signals", "smallest p", "of", "drifted");
        assertThat(lines.get(lines.size() - 2)).contains("walk/3", "10", "2,000", "0.0125", "return_spread");
        assertThat(lines.get(lines.size() - 1)).endsWith("-");
    }

    @Test
    void shouldLeaveOutOfPeriodsWhatTheyDoNotHave() {
        assertThat(DriftView.asJson(periods().build()))
                .containsEntry("periods", 10)
                .doesNotContainKeys("classStability", "discrepancy", "discrepancyPValue");
        assertThat(DriftView.asJson(periods().clearPeriods().build()))
                .containsKeys("classStability", "discrepancy", "discrepancyPValue")
                .doesNotContainKey("periods");
    }

    private static Drift.Builder periods() {
        return Drift.newBuilder()
                .setModel("walk")
                .setModelVersion("3")
                .setExamples(2_000)
                .setPeriods(10)
                .addFigures(SCORE)
                .addFigures(SPREAD);
    }

    private static List<String> lines(Table table) {
        var terminal = new RecordingTerminal();
        table.print(terminal.terminal());
        return terminal.out().lines().toList();
    }
}
