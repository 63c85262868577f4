package io.fovea.cnn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Losses where floating point ends, by hand; and what they refuse. */
class ExtremeLossTest {
    private static final float[][] LOGITS = {{1e4f, -1e4f}, {-1e4f, 1e4f}, {0, 0}, {1e30f, -1e30f}};
    private static final float[][] TARGETS = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};

    @Test
    void shouldBeLinearInALogitThatIsFarWrong() {
        float log2 = (float) Math.log(2);
        LossRun categorical = LossRun.of(new CategoricalCrossentropy(), TARGETS, LOGITS);
        assertThat(categorical.perExample()).containsExactly(0, 2e4f, log2, 0);
        assertThat(categorical.gradient()).containsExactly(0, 0, -1, 1, -0.5f, 0.5f, 0, 0);
        LossRun binary = LossRun.of(new BinaryCrossentropy(), TARGETS, LOGITS);
        assertThat(binary.perExample()).containsExactly(0, 1e4f, log2, 0);
        assertThat(binary.gradient()).containsExactly(0, 0, -0.5f, 0.5f, -0.25f, 0.25f, 0, 0);
        LossRun focal = LossRun.of(new BinaryFocalCrossentropy(), TARGETS, LOGITS);
        assertThat(focal.perExample()).containsExactly(0, 1e4f, log2 / 4, 0);
        assertThat(focal.gradient()[2]).isEqualTo(-0.5f);
        LossRun huber = LossRun.of(new Huber(), TARGETS, LOGITS);
        assertThat(huber.perExample()).containsExactly(9999f, 10000f, 0.25f, 1e30f);
        assertThat(huber.gradient()).containsExactly(0.5f, -0.5f, -0.5f, 0.5f, -0.5f, 0, 0.5f, -0.5f);
    }

    @Test
    void shouldGiveNumbersForEveryLossAndItsGradient() {
        float[][] probabilities = {{1, 0}, {0, 1}, {0.5f, 0.5f}, {1e-30f, 1}};
        for (double gamma : new double[] {0, 0.5, 1, 2, 5}) {
            requireNumbers(new CategoricalFocalCrossentropy().gamma(gamma), LOGITS);
            requireNumbers(new CategoricalFocalCrossentropy().gamma(gamma).labelSmoothing(0.1), LOGITS);
            requireNumbers(new CategoricalFocalCrossentropy().gamma(gamma).fromLogits(false), probabilities);
            requireNumbers(new BinaryFocalCrossentropy().gamma(gamma), LOGITS);
            requireNumbers(
                    new BinaryFocalCrossentropy().gamma(gamma).alpha(0.25).labelSmoothing(0.1), LOGITS);
            requireNumbers(new BinaryFocalCrossentropy().gamma(gamma).fromLogits(false), probabilities);
        }
        for (Loss loss : List.of(
                new CategoricalCrossentropy().labelSmoothing(0.1),
                new BinaryCrossentropy().labelSmoothing(0.1),
                new MeanAbsoluteError(),
                new Huber(1e-3))) {
            requireNumbers(loss, LOGITS);
        }
        requireNumbers(new CategoricalCrossentropy().fromLogits(false), probabilities);
        requireNumbers(new BinaryCrossentropy().fromLogits(false), probabilities);
        requireNumbers(new MeanSquaredError(), new float[][] {{1e4f, -1e4f}, {0, 0}, {1, 0}, {0, 1}});
    }

    @Test
    void shouldKeepTheDigitsOfWhatIsAlmostRight() {
        // Given
        float[][] outputs = {{20, -20}};
        float[][] right = {{1, 0}};

        // When, Then
        assertThat(LossRun.of(new BinaryCrossentropy(), right, outputs).perExample()[0])
                .isCloseTo(2.0611537e-9f, offset(1e-15f));
    }

    @Test
    void shouldHaveNoLossAndNoGradientForAnExampleOfNoClass() {
        LossRun run = LossRun.of(new CategoricalCrossentropy(), new float[][] {{0, 0, 0}}, new float[][] {{1, 2, 3}});
        assertThat(run.perExample()).containsExactly(0);
        assertThat(run.gradient()).containsExactly(new float[3], offset(0f));
    }

    @Test
    void shouldHaveNoGradientWhereADifferenceIsZero() {
        assertThat(LossRun.of(new MeanAbsoluteError(), new float[][] {{2, 1}}, new float[][] {{2, 3}})
                        .gradient())
                .containsExactly(0, 0.5f);
        assertThat(LossRun.of(new Huber(2), new float[][] {{2, 1}}, new float[][] {{2, 3}})
                        .gradient())
                .containsExactly(0, 1);
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> new CategoricalCrossentropy().labelSmoothing(1))
                .hasMessage("Expected a label smoothing in [0, 1), received 1.0.");
        assertThatThrownBy(() -> new BinaryFocalCrossentropy().gamma(-1))
                .hasMessage("Expected a gamma of 0 or more, received -1.0.");
        assertThatThrownBy(() -> new BinaryFocalCrossentropy().alpha(2))
                .hasMessage("Expected an alpha in [0, 1], received 2.0.");
        assertThatThrownBy(() -> new Huber(0)).hasMessage("Expected a delta of more than 0, received 0.0.");
        assertThatThrownBy(() -> new SparseCategoricalCrossentropy().targetShape(Shape.of(1)))
                .hasMessageEndingWith("Maybe this is a case for BinaryCrossentropy.");
        assertThatThrownBy(() -> LossRun.of(new CategoricalFocalCrossentropy().alpha(1, 2, 3), TARGETS, LOGITS))
                .hasMessage("Expected one alpha or one for each of 2 classes, received [1.0, 2.0, 3.0].");
    }

    private static void requireNumbers(Loss loss, float[][] outputs) {
        LossRun run = LossRun.of(loss, TARGETS, outputs);
        for (float value : run.perExample()) {
            assertThat(Float.isFinite(value))
                    .as("%s: %s", loss, run.perExample())
                    .isTrue();
        }
        for (float value : run.gradient()) {
            assertThat(Float.isFinite(value)).as("%s: %s", loss, run.gradient()).isTrue();
        }
    }
}
