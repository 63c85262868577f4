package io.fovea.cnn.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class InitializersTest {
    /** A window of 3 x 3, fan in 9 * 40 = 360, fan out 9 * 80 = 720. */
    private static final Shape KERNEL = Shape.of(3, 3, 40, 80);

    /** Largest value and variance that the definition gives. */
    private record Expected(Initializer initializer, double limit, double variance) {}

    private static final double CUT = 0.87962566103423978; // deviation of a standard normal that is cut at 2
    private static final Map<String, Expected> EXPECTED = Map.of(
            "glorotUniform", uniform(Initializers.glorotUniform(), 6.0 / (360 + 720)),
            "heUniform", uniform(Initializers.heUniform(), 6.0 / 360),
            "lecunUniform", uniform(Initializers.lecunUniform(), 3.0 / 360),
            "randomUniform", uniform(Initializers.randomUniform(), 0.05 * 0.05),
            "glorotNormal", truncated(Initializers.glorotNormal(), 2.0 / (360 + 720)),
            "heNormal", truncated(Initializers.heNormal(), 2.0 / 360),
            "lecunNormal", truncated(Initializers.lecunNormal(), 1.0 / 360),
            "heNormalFanOut", truncated(Initializers.heNormalFanOut(), 2.0 / 720),
            "truncatedNormal", truncated(Initializers.truncatedNormal(), Math.pow(0.05 * CUT, 2)),
            "randomNormal", new Expected(Initializers.randomNormal(), Double.POSITIVE_INFINITY, 0.05 * 0.05));

    private static Expected uniform(Initializer initializer, double squaredLimit) {
        return new Expected(initializer, Math.sqrt(squaredLimit), squaredLimit / 3);
    }

    private static Expected truncated(Initializer initializer, double variance) {
        return new Expected(initializer, 2 * Math.sqrt(variance) / CUT, variance);
    }

    static Stream<String> names() {
        return EXPECTED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDrawFromTheDistributionThatItIsNamedFor(String name) {
        // Given
        Expected expected = EXPECTED.get(name);

        // When
        float[] values = expected.initializer().values(KERNEL, new SplittableRandom(3));

        // Then
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) (expected.limit() * 1.0001));
            sum += value;
            squares += (double) value * value;
        }
        double deviation = Math.sqrt(expected.variance());
        assertThat(sum / values.length).isCloseTo(0, offset(5 * deviation / Math.sqrt(values.length)));
        assertThat(squares / values.length).isCloseTo(expected.variance(), offset(0.05 * expected.variance()));
        assertThat(expected.initializer().values(KERNEL, new SplittableRandom(3)))
                .isEqualTo(values);
    }

    @Test
    void shouldDrawVectorsAtRightAngles() {
        for (Shape shape : new Shape[] {Shape.of(2, 2, 3, 5), Shape.of(3, 7)}) {
            // When
            float[] values = Initializers.orthogonal(2).values(shape, new SplittableRandom(3));

            // Then: columns where there are fewer columns, rows where there are fewer rows
            int columns = (int) shape.get(shape.numDimensions() - 1);
            int rows = values.length / columns;
            boolean tall = rows >= columns;
            for (int a = 0; a < Math.min(rows, columns); a++) {
                for (int b = 0; b < Math.min(rows, columns); b++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        dot += tall
                                ? values[k * columns + a] * values[k * columns + b]
                                : values[a * columns + k] * values[b * columns + k];
                    }
                    assertThat(dot).isCloseTo(a == b ? 4 : 0, offset(1e-5));
                }
            }
        }
    }

    @Test
    void shouldPassChannelsOnInTheMiddleOfAWindow() {
        float[] values = Initializers.identity().values(Shape.of(3, 1, 2, 3), new SplittableRandom(3));

        assertThat(values).containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Initializers.identity().values(Shape.of(2, 2), new SplittableRandom(3)))
                .containsExactly(1, 0, 0, 1);
        assertThatThrownBy(() -> Initializers.identity().values(Shape.of(2), new SplittableRandom(3)))
                .hasMessage("Expected a kernel of two axes or more, received [2].");
    }
}
