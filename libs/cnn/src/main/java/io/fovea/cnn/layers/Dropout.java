package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * In training sets a share of the values to 0 and scales the others by {@code 1 / (1 - rate)}; otherwise passes all on.
 * Which ones follows from the run's seed and the step, so that a run can be repeated and resumed. Any shape, which the output has
 * too.
 */
public class Dropout extends SameShapeLayer {
    private final double rate;

    /**
     * Drops values one by one.
     *
     * @param rate share to drop, in [0, 1)
     * @throws IllegalArgumentException where it is not
     */
    public Dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: expected a rate in [0, 1), received %s.".formatted(rate));
        }
        this.rate = rate;
    }

    /** What is drawn for; an axis of size 1 is dropped as a whole. */
    Operand<TInt32> noiseShape(Forward forward, Operand<TFloating> input) {
        return forward.tf().shape(input);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        if (!forward.training() || rate == 0) {
            return input;
        }
        Ops tf = forward.tf();
        Operand<TFloating> draws = forward.randomUniform(noiseShape(forward, input));
        Operand<TFloating> kept = forward.cast(tf.math.greaterEqual(draws, forward.constant(rate)));
        return tf.math.mul(tf.math.mul(input, forward.constant(1 / (1 - rate))), kept);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return input;
    }
}
