package io.fovea.cnn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.DType;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class SparseCategoricalCrossentropyTest {
    private final Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();

    @Test
    void shouldBeMinusTheLogOfTheProbabilityOfTheLabel() {
        // Given probabilities 1/4, 1/4, 1/2
        float[] logits = {0, 0, (float) Math.log(2)};

        // When, Then
        assertThat(of(logits, 0).perExample()[0]).isCloseTo((float) Math.log(4), offset(1e-6f));
        assertThat(of(logits, 2).perExample()[0]).isCloseTo((float) Math.log(2), offset(1e-6f));
    }

    @Test
    void shouldHaveProbabilityMinusLabelAsGradient() {
        assertThat(of(new float[] {0, 0, (float) Math.log(2)}, 0).gradient())
                .containsExactly(new float[] {-0.75f, 0.25f, 0.5f}, offset(1e-6f));
    }

    @Test
    void shouldStayFiniteWithExtremeLogits() {
        // Given
        float[] logits = {1e4f, -1e4f, 0};

        // When, Then
        assertThat(of(logits, 0).perExample()[0]).isZero();
        assertThat(of(logits, 1).perExample()[0]).isEqualTo(2e4f);
        assertThat(of(logits, 1).gradient()).containsExactly(1, -1, 0);
        assertThat(of(new float[] {1e30f, -1e30f, 1e30f}, 0).perExample()[0])
                .isCloseTo((float) Math.log(2), offset(1e-6f));
    }

    @Test
    void shouldCountWhatIsRight() {
        assertThat(of(new float[] {1, 3, 2}, 1).hits()[0]).isOne();
        assertThat(of(new float[] {1, 3, 2}, 2).hits()[0]).isZero();
    }

    @Test
    void shouldTakeClassNumbers() {
        assertThat(loss.targetType()).isEqualTo(DType.INT64);
        assertThat(loss.targetShape(Shape.of(10))).isEqualTo(Shape.scalar());
    }

    private LossRun of(float[] logits, long label) {
        return LossRun.of(loss, new long[] {label}, new float[][] {logits});
    }
}
