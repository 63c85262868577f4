package io.fovea.evaluation.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against numpy's solution of the normal equations, and scipy's {@code minimize} of the penalised log-loss. */
class RegressionTest {
    private static final Features FEATURES =
            new Features(new float[] {1, 2, 2, 1, 3, 5, 4, 3, 5, 8, 6, 6, 7, 9, 8, 7}, 2);
    private static final int[] ALL = IntStream.range(0, 8).toArray();

    @Test
    void shouldFitReturns() {
        double[] returns = {0.1, -0.2, 0.3, 0.0, 0.5, 0.1, 0.4, 0.2};

        LinearModel model = Regression.RIDGE.fit(FEATURES, returns, ALL, 0.1);

        assertThat(model.coefficients()).containsExactly(new double[] {-0.08357448, 0.2278204, 0.175}, within(1e-6));
    }

    @Test
    void shouldFitDirections() {
        double[] directions = {0, 0, 1, 0, 1, 1, 0, 1};

        LinearModel model = Regression.LOGISTIC.fit(FEATURES, directions, ALL, 0.1);

        assertThat(model.coefficients())
                .containsExactly(new double[] {0.32621368, 0.58325911, -0.0087072}, within(1e-5));
        assertThat(model.predict(new int[] {0, 1, 2}))
                .containsExactly(new double[] {0.23525258, 0.22243785, 0.43803535}, within(1e-5));
    }

    @Test
    void shouldChooseTheStrongestPenaltyWhereFeaturesAreNoise() {
        // Given a target that turns its sign between the rows to fit on and those to choose by
        double[] turned = {-1, 1, -1, 1, 1, -1, 1, -1};
        Features feature = new Features(new float[] {-1, 1, -1, 1, -1, 1, -1, 1}, 1);
        int[] first = {0, 1, 2, 3};
        int[] second = {4, 5, 6, 7};

        assertThat(Regression.RIDGE.fit(feature, turned, first, second, ALL).penalty())
                .isEqualTo(1);
        assertThat(Regression.RIDGE.fit(feature, turned, first, first, first).penalty())
                .isEqualTo(0.001);
    }

    @Test
    void shouldBearAFeatureThatIsConstant() {
        Features constant = new Features(new float[] {1, 5, 2, 5, 3, 5}, 2);

        LinearModel model = Regression.LOGISTIC.fit(constant, new double[] {0, 1, 1}, new int[] {0, 1, 2}, 0.01);

        assertThat(model.predict(new int[] {0, 1, 2})).doesNotContain(Double.NaN);
    }
}
