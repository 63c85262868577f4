package io.fovea.cnn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten steps and more beside Keras' formulas, and PyTorch's for the one cycle, worked out in Python. */
class LearningRateSchedulesTest {
    @Test
    void shouldKeepEachPieceUpToItsBoundary() {
        check(
                new PiecewiseConstantDecay(List.of(2L, 6L), List.of(0.1, 0.05, 0.01)),
                0.1,
                0.1,
                0.1,
                0.05,
                0.05,
                0.05,
                0.05,
                0.01,
                0.01,
                0.01);
    }

    @Test
    void shouldDecayExponentially() {
        check(
                new ExponentialDecay(0.1, 4, 0.5),
                0.1,
                0.0840896415254,
                0.0707106781187,
                0.0594603557501,
                0.05,
                0.0420448207627,
                0.0353553390593,
                0.0297301778751,
                0.025,
                0.0210224103813);
        check(new ExponentialDecay(0.1, 4, 0.5, true), 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025);
    }

    @Test
    void shouldDecayWithTheInverseOfTime() {
        check(
                new InverseTimeDecay(0.1, 4, 0.5),
                0.1,
                0.0888888888889,
                0.08,
                0.0727272727273,
                0.0666666666667,
                0.0615384615385,
                0.0571428571429,
                0.0533333333333,
                0.05,
                0.0470588235294);
        check(
                new InverseTimeDecay(0.1, 4, 0.5, true),
                0.1,
                0.1,
                0.1,
                0.1,
                1 / 15.0,
                1 / 15.0,
                1 / 15.0,
                1 / 15.0,
                0.05,
                0.05);
    }

    @Test
    void shouldDecayAlongAPolynomial() {
        check(
                new PolynomialDecay(0.1, 8, 0.01, 2, false),
                0.1,
                0.07890625,
                0.060625,
                0.04515625,
                0.0325,
                0.02265625,
                0.015625,
                0.01140625,
                0.01,
                0.01);
        check(
                new PolynomialDecay(0.1, 4, 0.01, 2, true),
                0.1,
                0.060625,
                0.0325,
                0.015625,
                0.01,
                0.02265625,
                0.015625,
                0.01140625,
                0.01,
                0.015625);
    }

    @Test
    void shouldDecayAlongTheCosine() {
        check(
                new CosineDecay(0.1, 8, 0.1),
                0.1,
                0.096574578963,
                0.0868198051534,
                0.0722207544564,
                0.055,
                0.0377792455436,
                0.0231801948466,
                0.013425421037,
                0.01,
                0.01);
    }

    @Test
    void shouldWarmUpBeforeTheCosine() {
        check(
                new CosineDecay(0.1, 8, 0.1).afterWarmUp(0.01, 4),
                0.01,
                0.0325,
                0.055,
                0.0775,
                0.1,
                0.096574578963,
                0.0868198051534,
                0.0722207544564,
                0.055,
                0.0377792455436,
                0.0231801948466,
                0.013425421037,
                0.01,
                0.01);
    }

    @Test
    void shouldBeginTheCosineAnew() {
        check(
                new CosineDecayRestarts(0.1, 3, 2, 0.5, 0.1),
                0.1,
                0.0775,
                0.0325,
                0.055,
                0.0519855715851,
                0.04375,
                0.0325,
                0.02125,
                0.0130144284149,
                0.0325,
                0.0321166655458);
        check(
                new CosineDecayRestarts(0.1, 3, 1, 0.5, 0),
                0.1,
                0.075,
                0.025,
                0.05,
                0.0375,
                0.0125,
                0.025,
                0.01875,
                0.00625,
                0.0125);
        check(
                new CosineDecayRestarts(0.1, 4, 1.5, 1, 0),
                0.1,
                0.0853553390593,
                0.05,
                0.0146446609407,
                0.1,
                0.0933012701892,
                0.075,
                0.05,
                0.025,
                0.00669872981078,
                0.1);
        assertThat(new CosineDecayRestarts(0.1, 3).afterWarmUp(0, 2).at(5)).isEqualTo(0.1); // 2 to warm up, 3 down
    }

    @Test
    void shouldGoUpAndDownOnce() {
        check(
                new OneCycle(0.1, 10),
                0.004,
                0.052,
                0.1,
                0.0950484632013,
                0.081174565395,
                0.0611262021936,
                0.0388741978064,
                0.018825834605,
                0.00495193679865,
                4e-07,
                4e-07);
        check(
                new OneCycle(1, 20, 0.25, 10, 100),
                0.1,
                0.231801948466,
                0.55,
                0.868198051534,
                1,
                0.989084726567,
                0.956815956092,
                0.90460398869,
                0.834730737876,
                0.75025,
                0.65485398869,
                0.552711967402,
                0.448288032598,
                0.34614601131,
                0.25075,
                0.166269262124,
                0.0963960113097,
                0.0441840439075,
                0.0119152734335,
                0.001);
    }

    @Test
    void shouldGoOnForever() {
        long far = 1L << 60;
        assertThat(new CosineDecay(0.1, 8, 0.1).at(far)).isCloseTo(0.01, offset(1e-15));
        assertThat(new CosineDecayRestarts(0.1, 3).at(far)).isBetween(0.0, 0.1);
        assertThat(new CosineDecayRestarts(0.1, 3, 1, 1, 0).at(far)).isBetween(0.0, 0.1);
        assertThat(new ExponentialDecay(0.1, 4, 0.5).at(far)).isZero();
        assertThat(new OneCycle(0.1, 2).at(far)).isCloseTo(4e-7, offset(1e-15));
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(3L, 3L), List.of(1.0, 2.0, 3.0)))
                .hasMessage("Expected boundaries that grow, received [3, 3].");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(3L), List.of(1.0)))
                .hasMessage("Expected one learning rate more than boundaries, received [1.0] and [3].");
        assertThatThrownBy(() -> new CosineDecay(-0.1, 3))
                .hasMessage("Expected a learning rate of 0 or more, received -0.1.");
        assertThatThrownBy(() -> new ExponentialDecay(0.1, 0, 0.5))
                .hasMessage("Expected decay steps of 1 or more, received 0.");
        assertThatThrownBy(() -> new CosineDecay(0.1, 3, 2)).hasMessage("Expected an alpha in [0, 1], received 2.0.");
        assertThatThrownBy(() -> new CosineDecayRestarts(0.1, 3, 0.5, 1, 0))
                .hasMessage("Expected a t_mul of 1 or more, received 0.5.");
        assertThatThrownBy(() -> new OneCycle(0.1, 1)).hasMessage("Expected total steps of 2 or more, received 1.");
        assertThatThrownBy(() -> new CosineDecay(0.1, 3).afterWarmUp(0, 0))
                .hasMessage("Expected warm-up steps of 1 or more, received 0.");
    }

    private static void check(LearningRateSchedule schedule, double... expected) {
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.at(step)).as("step %d", step).isCloseTo(expected[step], offset(1e-12));
        }
    }
}
