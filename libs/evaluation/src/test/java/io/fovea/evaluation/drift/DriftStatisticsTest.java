package io.fovea.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Against numpy 2.4.6 and scipy 1.17.1: {@code numpy.digitize} and the sum for the index, {@code ks_2samp} for the distance and
 * {@code kstwobign.sf} for its limiting p-value, the three double sums for the discrepancy.
 */
class DriftStatisticsTest {

    private static final double[] A =
            IntStream.range(0, 101).mapToDouble(i -> (i * 37 % 101) / 10.0).toArray();
    private static final double[] B =
            IntStream.range(0, 97).mapToDouble(i -> (i * 53 % 97) / 8.0 + 1).toArray();

    @Test
    void shouldGiveNumpysStabilityIndex() {
        // When, then
        assertThat(PopulationStability.of(A, B, 10)).isEqualTo(0.9698846341727378, within(1e-12));
        assertThat(PopulationStability.ofCounts(new long[] {50, 30, 20}, new long[] {1, 1, 2}))
                .isEqualTo(0.4572900925419306, within(1e-12));
        assertThat(PopulationStability.of(A, A, 10)).isZero();
    }

    @Test
    void shouldStandRepeatedValuesAndClassesThatWereNeverSeen() {
        // Given
        double[] flat = new double[50];

        // When, then
        assertThat(PopulationStability.of(flat, flat, 10)).isZero();
        assertThat(PopulationStability.ofCounts(new long[] {10, 0, 0}, new long[] {0, 10, 0}))
                .isGreaterThan(1)
                .isFinite();
    }

    @Test
    void shouldGiveScipysDistance() {
        // Given
        List<Observation> seen = DoubleStream.of(B)
                .mapToObj(value -> new Observation(new double[] {value}, new float[] {1}, 0))
                .toList();
        List<Observation> known = DoubleStream.of(A)
                .mapToObj(value -> new Observation(new double[] {value}, new float[] {1}, 0))
                .toList();

        // When
        DriftTest.Figure figure = new DriftTest(0.2, 0.01)
                .compare(DriftReference.of(List.of("x"), 1, known), seen)
                .figures()
                .get(0);

        // Then
        assertThat(figure.distance()).isEqualTo(0.24905583341839332, within(1e-12));
        assertThat(figure.pValue()).isEqualTo(0.004316982471158983, within(1e-9));
        assertThat(figure.drifted()).isTrue();
    }

    @Test
    void shouldGiveNumpysDiscrepancy() {
        // Given
        float[][] x = IntStream.range(0, 12)
                .mapToObj(i -> new float[] {i % 5, i * i % 7 / 2f})
                .toArray(float[][]::new);
        float[][] y = IntStream.range(0, 9)
                .mapToObj(i -> new float[] {i % 4 + 1, i * 3 % 5 / 2f})
                .toArray(float[][]::new);

        // When
        MeanDiscrepancy discrepancy = MeanDiscrepancy.of(x, y, 99, 1);

        // Then
        assertThat(discrepancy.squared()).isEqualTo(-0.0356437562742431, within(1e-12));
        assertThat(discrepancy.pValue()).isGreaterThan(0.05);
    }

    @Test
    void shouldSeeThatVectorsCameFromElsewhere() {
        // Given: the same means and variances one by one, but the second set's two values go together
        var random = new Random(3);
        float[][] apart = new float[200][];
        float[][] together = new float[200][];
        for (int i = 0; i < 200; i++) {
            apart[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
            float both = (float) random.nextGaussian();
            together[i] = new float[] {both, both};
        }

        // When, then
        assertThat(MeanDiscrepancy.of(apart, together, 499, 1).pValue()).isLessThan(0.01);
    }
}
