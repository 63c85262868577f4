package io.fovea.cnn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.DType;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

class SparseCategoricalCrossentropyTest {
    private final Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();

    @Test
    void shouldBeMinusTheLogOfTheProbabilityOfTheLabel() {
        // Given probabilities 1/4, 1/4, 1/2
        float[] logits = {0, 0, (float) Math.log(2)};

        // When, Then
        assertThat(of(logits, 0).loss()).isCloseTo((float) Math.log(4), offset(1e-6f));
        assertThat(of(logits, 2).loss()).isCloseTo((float) Math.log(2), offset(1e-6f));
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
        assertThat(of(logits, 0).loss()).isZero();
        assertThat(of(logits, 1).loss()).isEqualTo(2e4f);
        assertThat(of(logits, 1).gradient()).containsExactly(1, -1, 0);
        assertThat(of(new float[] {1e30f, -1e30f, 1e30f}, 0).loss()).isCloseTo((float) Math.log(2), offset(1e-6f));
    }

    @Test
    void shouldCountWhatIsRight() {
        assertThat(of(new float[] {1, 3, 2}, 1).hits()).isOne();
        assertThat(of(new float[] {1, 3, 2}, 2).hits()).isZero();
    }

    @Test
    void shouldTakeClassNumbers() {
        assertThat(loss.targetType()).isEqualTo(DType.INT64);
        assertThat(loss.targetShape(Shape.of(10))).isEqualTo(Shape.scalar());
    }

    private Answer of(float[] logits, long label) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloating> outputs = floating(tf.constant(new float[][] {logits}));
            Operand<TFloating> perExample = loss.perExample(tf, tf.constant(new long[] {label}), outputs);
            Output<?>[] gradients = graph.addGradients(perExample.asOutput(), new Output<?>[] {outputs.asOutput()});
            Operand<TFloating> hits =
                    loss.hits(tf, tf.constant(new long[] {label}), outputs).orElseThrow();
            try (Session session = new Session(graph);
                    Result result = session.runner()
                            .fetch(perExample)
                            .fetch(gradients[0])
                            .fetch(hits)
                            .run()) {
                float[] gradient = new float[logits.length];
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = ((TFloat32) result.get(1)).getFloat(0, i);
                }
                return new Answer(
                        ((TFloat32) result.get(0)).getFloat(0), gradient, ((TFloat32) result.get(2)).getFloat(0));
            }
        }
    }

    @SuppressWarnings("unchecked") // TFloat32 is floating
    private static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }

    private record Answer(float loss, float[] gradient, float hits) {}
}
