package io.fovea.cnn.regularizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Keras' L1L2: adds {@code l1 * sum(|values|) + l2 * sum(values^2)} to the loss. */
public record Regularizer(double l1, double l2) {
    public static Regularizer l1(double l1) {
        return new Regularizer(l1, 0);
    }

    public static Regularizer l2(double l2) {
        return new Regularizer(0, l2);
    }

    public static Regularizer l1l2(double l1, double l2) {
        return new Regularizer(l1, l2);
    }

    /** A scalar. */
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
