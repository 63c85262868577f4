package io.fovea.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against numbers of scipy 1.17 and numpy: the standard errors are the sandwich of a regression on a constant with the whole
 * matrix of Bartlett weights, the correlation is {@code scipy.stats.spearmanr}, the area {@code mannwhitneyu} by the pairs.
 */
class StatisticsTest {
    private static final double[] SERIES = {
        0.099, 0.032, 0.015, -0.083, -0.004, -0.008, 0.006, -0.021, 0.008, -0.014, -0.056, 0.054
    };
    private static final double[] A = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5};
    private static final double[] B = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};

    @Test
    void shouldGiveTheSandwichsStandardErrors() {
        assertMean(0, 0.013108168219628328, 0.17800605654719723, 0.8619539903175367);
        assertMean(3, 0.011967145739920351, 0.194978266668027, 0.8489645519583783);
        assertMean(5, 0.010659080539257917, 0.21890568560201343, 0.8307321712958693);
    }

    private static void assertMean(int lag, double standardError, double t, double p) {
        NeweyWest mean = NeweyWest.withLag(SERIES, lag);
        assertThat(mean.mean()).isCloseTo(0.0023333333333333335, within(1e-15));
        assertThat(mean.standardError()).isCloseTo(standardError, within(1e-14));
        assertThat(mean.tStatistic()).isCloseTo(t, within(1e-12));
        assertThat(mean.pValue()).isCloseTo(p, within(1e-10));
    }

    /** By hand: 4 (36/100)^(2/9) = 3.19, 4 (60/100)^(2/9) = 3.57, 4 (1000/100)^(2/9) = 6.67. */
    @Test
    void shouldTakeTheUsualLagOrALongerOne() {
        assertThat(NeweyWest.automaticLag(36)).isEqualTo(3);
        assertThat(NeweyWest.automaticLag(60)).isEqualTo(3);
        assertThat(NeweyWest.automaticLag(1000)).isEqualTo(6);
        assertThat(NeweyWest.of(SERIES, 0).lag()).isEqualTo(2);
        assertThat(NeweyWest.of(SERIES, 4).lag()).isEqualTo(4);
        assertThat(NeweyWest.of(SERIES, 99).lag()).isEqualTo(11);
    }

    @Test
    void shouldKnowNoStandardErrorOfOneValue() {
        assertThat(NeweyWest.of(new double[] {0.1}, 0).tStatistic()).isNaN();
        assertThat(NeweyWest.of(new double[0], 0).mean()).isNaN();
        assertThat(NeweyWest.of(new double[] {0.5, 0.5}, 0).pValue()).isNaN();
    }

    @Test
    void shouldTakeTheTwoZerosForOne() {
        assertThat(Ranks.of(new double[] {0.0, -0.0, 1})).containsExactly(1.5, 1.5, 3);
    }

    @Test
    void shouldCorrelateRanksWithTies() {
        assertThat(Ranks.spearman(A, B)).isCloseTo(0.16308001724472523, within(1e-14));
        assertThat(Ranks.spearman(A, new double[10])).isNaN();
        assertThat(Ranks.spearman(new double[] {1, 2}, new double[] {1, 2})).isNaN();
    }

    @Test
    void shouldGiveTheAreaUnderTheCurveWithTies() {
        boolean[] positive = {false, true, false, true, true, false, true, false, true, true};
        assertThat(Ranks.auc(A, positive)).isCloseTo(0.20833333333333334, within(1e-14));
        assertThat(Ranks.auc(new double[] {1, 1}, new boolean[] {true, false})).isEqualTo(0.5);
        assertThat(Ranks.auc(A, new boolean[10])).isNaN();
    }
}
