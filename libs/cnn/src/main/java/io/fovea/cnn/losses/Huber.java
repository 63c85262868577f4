package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code Huber}: the mean over an example's outputs of {@code difference^2 / 2} up to an absolute difference of delta, and of
 * {@code delta * |difference| - delta^2 / 2} beyond.
 *
 * @param delta more than 0
 */
public record Huber(double delta) implements ElementLoss {
    /** @throws IllegalArgumentException where delta is not more than 0 */
    public Huber {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a delta of more than 0, received %s.".formatted(delta));
        }
    }

    /** Keras' default: delta 1. */
    public Huber() {
        this(1);
    }

    @Override
    public Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        Operand<TFloating> difference = tf.math.abs(tf.math.sub(outputs, targets));
        Operand<TFloating> near = tf.math.minimum(difference, terms.constant(delta));
        Operand<TFloating> far = tf.math.mul(terms.constant(delta), tf.math.sub(difference, near));
        return tf.math.add(tf.math.mul(terms.constant(0.5), tf.math.square(near)), far);
    }
}
