package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Keras' {@code MeanSquaredError}: the mean over an example's outputs of the squared difference to targets of the same shape. */
public record MeanSquaredError() implements ElementLoss {
    @Override
    public Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        return tf.math.square(tf.math.sub(outputs, targets));
    }
}
