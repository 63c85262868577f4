package io.fovea.trainer.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.baselines.Features;
import io.fovea.evaluation.folds.Fold;
import io.fovea.pipeline.PipelineSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final int PERIODS = 20;
    private static final int LOST_AND_WON = 15; // the period from which on NEW is traded and OLD is not
    private static final List<String> NAMES = List.of("NEW", "OLD", "X", "Y");

    /** Over all of the file NEW was traded a thousand times as much as OLD; nobody knew it before it was so. */
    @Test
    void shouldChooseTheUniverseByWhatWasKnownThen() {
        // Given
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, period: month, columns: {volume: volume}}
                windows: {lags: 4}
                universe: {top: 3}
                model: {architecture: monthlyreturns}
                evaluate: {folds: 10, trainPeriods: 6, testPeriods: 1, validationPeriods: 2}
                """);

        // When
        Experiment experiment = Experiment.of(pipeline, panel());

        // Then each test has those three that were traded most by its own month's end
        assertThat(experiment.folds()).hasSize(10).allSatisfy(fold -> {
            int period = (int) experiment.panel().periodEnd(fold.test()[0]);
            assertThat(names(experiment, fold.test()))
                    .isEqualTo(Set.of(period < LOST_AND_WON ? "OLD" : "NEW", "X", "Y"));
        });
        Fold first = experiment.folds().get(0);
        assertThat(names(experiment, first.train())).isEqualTo(Set.of("OLD", "X", "Y"));
    }

    private static Set<String> names(Experiment experiment, int[] rows) {
        return Arrays.stream(rows).mapToObj(experiment.panel()::instrument).collect(Collectors.toSet());
    }

    private static Panel panel() {
        int rows = PERIODS * NAMES.size();
        Panel panel = new Panel(
                new String[rows],
                new long[rows],
                new long[rows],
                new Features(new float[rows * 4], 4),
                new double[rows],
                new double[rows],
                new Panel.Label[rows]);
        for (int row = 0; row < rows; row++) {
            int period = row / NAMES.size();
            String name = NAMES.get(row % NAMES.size());
            panel.instruments()[row] = name;
            panel.periodEnds()[row] = period;
            panel.asOfs()[row] = period;
            panel.dollarVolume()[row] = dollarVolume(name, period);
            panel.label()[row] = new Panel.Label(period + 1, 0.01, true);
        }
        return panel;
    }

    private static double dollarVolume(String name, int period) {
        return switch (name) {
            case "NEW" -> period < LOST_AND_WON ? 1 : 1e9;
            case "OLD" -> period < LOST_AND_WON ? 1e6 : 1;
            default -> 1e7;
        };
    }
}
