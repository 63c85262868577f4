package io.fovea.cnn.regularizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' L1L2: adds {@code l1 * sum(|values|) + l2 * sum(values^2)} to the loss.
 *
 * @param l1 factor of the absolute values, 0 or more
 * @param l2 factor of the squares, 0 or more
 */
public record Regularizer(double l1, double l2) {
    /** @throws IllegalArgumentException where a factor is negative */
    public Regularizer {
        if (!(l1 >= 0) || !(l2 >= 0)) {
            throw new IllegalArgumentException(
                    "Regularizer: factors are 0 or more, received l1 %s and l2 %s.".formatted(l1, l2));
        }
    }

    /** Keras' L1: absolute values only, which drives values to 0. Keras' default is 0.01. */
    public static Regularizer l1(double l1) {
        return new Regularizer(l1, 0);
    }

    /** Keras' L2: squares only, which keeps values small. Keras' default is 0.01. */
    public static Regularizer l2(double l2) {
        return new Regularizer(0, l2);
    }

    /** Both. */
    public static Regularizer l1l2(double l1, double l2) {
        return new Regularizer(l1, l2);
    }

    /** What values of any shape cost: a scalar, in the graph that {@code tf} adds to. */
    public Operand<TFloating> penalty(Ops tf, Operand<TFloating> values) {
        Operand<TFloating> flat = tf.reshape(values, tf.constant(new int[] {-1}));
        Operand<TFloating> absolutes = tf.reduceSum(tf.math.abs(flat), tf.constant(0));
        Operand<TFloating> squares = tf.reduceSum(tf.math.square(flat), tf.constant(0));
        return tf.math.add(tf.math.mul(like(tf, l1, values), absolutes), tf.math.mul(like(tf, l2, values), squares));
    }

    private static Operand<TFloating> like(Ops tf, double value, Operand<TFloating> values) {
        return tf.dtypes.cast(tf.constant(value), values.type());
    }
}
