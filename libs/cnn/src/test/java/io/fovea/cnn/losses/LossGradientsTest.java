package io.fovea.cnn.losses;

import io.fovea.cnn.Forward;
import io.fovea.cnn.GradientCheck;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Gradients by the outputs, against finite differences in float64. */
class LossGradientsTest {
    private static final HostTensor LABELS = HostTensor.int64(new long[] {2}, 2, 0);
    private static final HostTensor PLACES = HostTensor.int64(new long[] {2, 2}, 2, 0, 1, 1);
    private static final HostTensor SOFT = HostTensor.float32(new long[] {2, 3}, 0.2f, 0.5f, 0.3f, 0, 1, 0);

    @Test
    void shouldHaveTheGradientsOfCrossentropies() {
        GradientCheck single =
                GradientCheck.inference().inFloat32(); // TensorFlow's own gradient has a float32 constant in it
        single.passes(Shape.of(3), new LossLayer(new SparseCategoricalCrossentropy().labelSmoothing(0.1), LABELS));
        single.passes(Shape.of(2, 3), new LossLayer(new SparseCategoricalCrossentropy(), PLACES));
        check(new CategoricalCrossentropy(), SOFT, Shape.of(3));
        check(new BinaryCrossentropy().labelSmoothing(0.2), SOFT, Shape.of(3));
        checkProbabilities(new CategoricalCrossentropy().fromLogits(false).labelSmoothing(0.1), Activation.SOFTMAX);
        checkProbabilities(new BinaryCrossentropy().fromLogits(false), Activation.SIGMOID);
    }

    @Test
    void shouldHaveTheGradientsOfFocalLosses() {
        for (double gamma : new double[] {0, 0.5, 2}) {
            check(new CategoricalFocalCrossentropy().gamma(gamma), SOFT, Shape.of(3));
            check(new BinaryFocalCrossentropy().gamma(gamma).alpha(0.25).labelSmoothing(0.1), SOFT, Shape.of(3));
        }
        checkProbabilities(new CategoricalFocalCrossentropy().fromLogits(false), Activation.SOFTMAX);
        checkProbabilities(new BinaryFocalCrossentropy().fromLogits(false), Activation.SIGMOID);
    }

    @Test
    void shouldHaveTheGradientsOfRegressionLosses() {
        check(new MeanSquaredError(), SOFT, Shape.of(3));
        check(new MeanAbsoluteError(), SOFT, Shape.of(3));
        check(new Huber(0.7), SOFT, Shape.of(3));
    }

    private static void check(Loss loss, HostTensor targets, Shape outputs) {
        GradientCheck.inference().passes(outputs, new LossLayer(loss, targets));
    }

    private static void checkProbabilities(Loss loss, Activation last) {
        GradientCheck.inference()
                .passes(
                        List.of(Shape.of(3)),
                        inputs -> inputs.get(0).then(new ActivationLayer(last)).then(new LossLayer(loss, SOFT)));
    }

    /** A loss for fixed targets, in a layer's place. */
    private static final class LossLayer extends UnaryLayer {
        private final Loss loss;
        private final HostTensor targets;

        private LossLayer(Loss loss, HostTensor targets) {
            this.loss = loss;
            this.targets = targets;
        }

        @Override
        protected Shape outputShape(Shape input) {
            return Shape.scalar();
        }

        @Override
        protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
            return loss.perExample(forward.tf(), LossRun.constant(forward.tf(), targets), input);
        }
    }
}
