package io.fovea.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand, which the comments show. */
class FiguresTest {
    private static final Terms PROBABILITIES = new Terms(true, 2, 1, 10);
    private static final Terms RETURNS = new Terms(false, 2, 1, 10);

    /** Two periods of four instruments; in the second, the scores of A and D change places. */
    private static List<Signal> twoPeriods() {
        return List.of(
                signal("A", 1, 0.1, -0.02),
                signal("B", 1, 0.3, 0.01),
                signal("C", 1, 0.6, -0.01),
                signal("D", 1, 0.9, 0.04),
                signal("A", 2, 0.9, 0.05),
                signal("B", 2, 0.3, 0.02),
                signal("C", 2, 0.6, 0.03),
                signal("D", 2, 0.1, 0.01));
    }

    private static Signal signal(String instrument, long period, double score, double forwardReturn) {
        return new Signal(instrument, period, score, forwardReturn, forwardReturn > 0);
    }

    /** Period 1: ranks 1 2 3 4 and 1 3 2 4, 1 - 6 * 2 / (4 * 15) = 0.8. Period 2: 1. Their variance is 0.02. */
    @Test
    void shouldGiveTheInformationCoefficientOfEachPeriod() {
        Figures figures = Figures.of(twoPeriods(), PROBABILITIES);

        assertThat(figures.periods())
                .extracting(Figures.Period::ic)
                .usingElementComparator(FiguresTest::nearly)
                .containsExactly(0.8, 1.0);
        assertThat(figures.ic().mean()).isCloseTo(0.9, within(1e-12));
        assertThat(figures.ic().icir()).isCloseTo(0.9 / Math.sqrt(0.02), within(1e-12));
        // lag 1 of two: autocovariances 0.01 and -0.005, weight 1/2: variance 0.01 - 0.005, of the mean half of it
        assertThat(figures.ic().standardError()).isCloseTo(Math.sqrt(0.0025), within(1e-12));
        assertThat(figures.ic().tStatistic()).isCloseTo(18, within(1e-9));
        assertThat(figures.ic().positiveShare()).isEqualTo(1);
    }

    /** Above 0.5: A no, B no, C yes, D yes; A yes, B no, C yes, D no. Right: A, D; A, C: 4 of 8. Up: 6 of 8. */
    @Test
    void shouldCountDirections() {
        Classification directions = Figures.of(twoPeriods(), PROBABILITIES).classification();

        assertThat(directions.accuracy()).isEqualTo(0.5);
        assertThat(directions.majority()).isEqualTo(0.75);
        // ups score .3 .9 .9 .3 .6 .1, downs .1 .6: 12 pairs, won 4 + 2 of the .1 (and one half), lost to .6 but two
        // (and one half)
        assertThat(directions.auc()).isCloseTo((5.5 + 2.5) / 12, within(1e-12));
    }

    /** Low parts earn -0.005 and 0.015, high ones 0.015 and 0.04. */
    @Test
    void shouldGiveQuantilesTurnoverAndCost() {
        Quantiles quantiles = Figures.of(twoPeriods(), PROBABILITIES).quantiles();

        assertThat(quantiles.returns())
                .usingElementComparator(FiguresTest::nearly)
                .containsExactly(0.005, 0.0275);
        assertThat(quantiles.spread()).isCloseTo(0.0225, within(1e-12));
        // D is sold from +1/2 to -1/2 and A the other way: 2 of 4
        assertThat(quantiles.turnover()).isCloseTo(0.5, within(1e-12));
        // 2 to build up and 2 to change: 2 a period at 10 bps
        assertThat(quantiles.spreadAfterCost()).isCloseTo(0.0225 - 2 * 10e-4, within(1e-12));
    }

    /** With a horizon of 2 neither book takes the other's place: both are built up. */
    @Test
    void shouldCompareABookWithTheOneThatItReplaces() {
        Quantiles quantiles =
                Figures.of(twoPeriods(), new Terms(true, 2, 2, 10)).quantiles();

        assertThat(quantiles.turnover()).isNaN();
        assertThat(quantiles.spreadAfterCost()).isCloseTo(0.0225 - 2 * 10e-4, within(1e-12));
    }

    /** Bins .1 (A down, D up), .3 (two ups), .6 (down, up), .9 (two ups): (2 * .4 + 2 * .7 + 2 * .1 + 2 * .1) / 8. */
    @Test
    void shouldTellHowFarProbabilitiesAreFromShares() {
        Calibration calibration = Figures.of(twoPeriods(), PROBABILITIES).calibration();

        assertThat(calibration.bins()).extracting(Calibration.Bin::came).containsExactly(0.5, 1.0, 0.5, 1.0);
        assertThat(calibration.expectedError()).isCloseTo(0.325, within(1e-12));
    }

    @Test
    void shouldHaveSlopeOneWhereReturnsCameAsPredicted() {
        List<Signal> exact = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            exact.add(signal("I" + i, i / 20, (i - 20) * 0.001, (i - 20) * 0.001));
        }

        Figures figures = Figures.of(exact, RETURNS);

        assertThat(figures.calibration().slope()).isCloseTo(1, within(1e-9));
        assertThat(figures.calibration().expectedError()).isCloseTo(0, within(1e-12));
        assertThat(figures.calibration().bins()).hasSize(10).allMatch(bin -> bin.signals() == 4);
        assertThat(figures.classification().accuracy()).isEqualTo(1);
        assertThat(figures.ic().mean()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldHaveNoCorrelationWhereAllScoresAreEqual() {
        List<Signal> constant = twoPeriods().stream()
                .map(signal -> signal(signal.instrument(), signal.periodEndMillis(), 0.6, signal.forwardReturn()))
                .toList();

        Figures figures = Figures.of(constant, PROBABILITIES);

        assertThat(figures.ic().periods()).isZero();
        assertThat(figures.ic().mean()).isNaN();
        assertThat(figures.quantiles().spread()).isNaN();
        assertThat(figures.classification().auc()).isEqualTo(0.5);
    }

    @Test
    void shouldCountWhatGotNoScoreAsNotCovered() {
        List<Signal> signals = new ArrayList<>(twoPeriods());
        signals.add(signal("E", 2, Double.NaN, 0.5));
        signals.add(signal("F", 2, Double.POSITIVE_INFINITY, 0.5));

        assertThat(Figures.of(signals, PROBABILITIES).coverage()).isEqualTo(0.8);
        assertThat(Figures.of(signals, PROBABILITIES).signals()).isEqualTo(8);
    }

    @Test
    void shouldRefuseWhereNothingWasScored() {
        assertThatThrownBy(() -> Figures.of(List.of(signal("A", 1, Double.NaN, 0)), RETURNS))
                .hasMessage("None of 1 signals has a finite score.");
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
    }
}
