package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code MeanAbsoluteError}: the mean over an example's outputs of the absolute difference to targets of the same shape. Its
 * gradient is 0 where they are the same.
 */
public record MeanAbsoluteError() implements ElementLoss {
    @Override
    public Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        return tf.math.abs(tf.math.sub(outputs, targets));
    }
}
