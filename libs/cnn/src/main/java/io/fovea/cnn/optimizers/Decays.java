package io.fovea.cnn.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** How much of a running mean stays at each step. */
final class Decays {
    private Decays() {}

    static void require(String name, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("Expected a %s in [0, 1), received %s.".formatted(name, decay));
        }
    }

    /** {@code decay^(step + more)}, a scalar. */
    static Operand<TFloating> power(Ops tf, double decay, Optimizer.Update update, long more) {
        Operand<TFloating> exponent = tf.dtypes.cast(
                tf.math.add(update.step(), tf.constant(more)), update.gradient().type());
        return tf.math.pow(update.constant(decay), exponent);
    }
}
