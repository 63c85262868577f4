package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * In training sets a share of the values to 0 and scales the others by {@code 1 / (1 - rate)}; otherwise passes all on.
 * Which ones follows from the run's seed and the step, so that a run can be repeated and resumed.
 */
public final class Dropout extends UnaryLayer {
    private final double rate;

    /** @param rate share to drop, in [0, 1) */
    public Dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: expected a rate in [0, 1), received %s.".formatted(rate));
        }
        this.rate = rate;
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        if (!forward.training() || rate == 0) {
            return input;
        }
        Ops tf = forward.tf();
        Operand<TFloating> draws = forward.randomUniform(tf.shape(input));
        Operand<TFloating> kept = forward.cast(tf.math.greaterEqual(draws, forward.constant(rate)));
        return tf.math.mul(tf.math.mul(input, forward.constant(1 / (1 - rate))), kept);
    }
}
