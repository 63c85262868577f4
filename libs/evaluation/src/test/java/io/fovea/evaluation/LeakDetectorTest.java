package io.fovea.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.figures.Terms;
import io.fovea.evaluation.folds.Fold;
import io.fovea.evaluation.folds.Periods;
import io.fovea.evaluation.folds.WalkForward;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evaluation as a whole: it finds a future that was planted, finds nothing where there is none, and never looks ahead. */
class LeakDetectorTest {
    private static final WalkForward WALK = new WalkForward(12, 20, 2, 4, 0, false);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldShowAFeatureThatKnowsTheFuture(boolean direction) {
        Panel panel = Markets.panel(Markets.returns(1), (returns, period) -> returns[period + 1]);

        assertThat(figures(panel, direction).ic().mean()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFindNothingInAFeatureThatKnowsThePastOnly(boolean direction) {
        Panel panel = Markets.panel(Markets.returns(1), (returns, period) -> returns[period]);

        var ic = figures(panel, direction).ic();

        assertThat(Math.abs(ic.mean())).isLessThan(0.06);
        assertThat(Math.abs(ic.tStatistic())).isLessThan(2);
    }

    @Test
    void shouldFindNothingInShuffledLabelsEvenWithTheFuturePlanted() {
        Panel panel = Markets.panel(Markets.returns(1), (returns, period) -> returns[period + 1]);
        Panel shuffled = panel.withShuffledLabels(Periods.of(panel), 5);

        assertThat(Math.abs(figures(shuffled, false).ic().tStatistic())).isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotChangeAPredictionBeforeADateWhenAllAfterItMoves(boolean direction) {
        // Given
        int date = 50;
        double[][] moved = Markets.returns(1);
        for (double[] own : moved) {
            for (int period = date + 1; period < own.length; period++) {
                own[period] = 3 * own[period] + 0.1 * Math.sin(period);
            }
        }
        Markets.Planted past = (returns, period) -> returns[period] * returns[period - 1];

        // When
        List<Signal> before = signals(Markets.panel(Markets.returns(1), past), direction);
        List<Signal> after = signals(Markets.panel(moved, past), direction);

        // Then
        int same = 0;
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).periodEndMillis() <= date) {
                assertThat(after.get(i).score()).isEqualTo(before.get(i).score());
                same++;
            }
        }
        assertThat(same).isGreaterThan(300).isLessThan(before.size());
        assertThat(after.get(after.size() - 1).score())
                .isNotEqualTo(before.get(before.size() - 1).score());
    }

    private static Figures figures(Panel panel, boolean direction) {
        return Figures.of(signals(panel, direction), new Terms(direction, 5, 1, 10));
    }

    private static List<Signal> signals(Panel panel, boolean direction) {
        List<Fold> folds = WALK.split(panel, Periods.of(panel));
        List<Signal> all = new ArrayList<>();
        Walk.of(panel, folds, Learner.regression(direction)).forEach(all::addAll);
        return all;
    }
}
