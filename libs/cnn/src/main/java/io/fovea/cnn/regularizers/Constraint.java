package io.fovea.cnn.regularizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TFloating;

/** What a weight must be after each step. */
@FunctionalInterface
public interface Constraint {
    /** The weight that is allowed, nearest to {@code weight}, of the same shape. */
    Operand<TFloating> apply(Ops tf, Operand<TFloating> weight);

    /** Keras' MaxNorm with its axis 0: the vector of each unit's incoming weights is no longer than {@code max}. */
    static Constraint maxNorm(double max) {
        return maxNorm(max, 0);
    }

    /**
     * Keras' MaxNorm: no vector is longer than {@code max}.
     *
     * @param max largest Euclidean length
     * @param axes over which a vector runs: 0 for Dense, 0, 1 and 2 for Conv2D
     */
    static Constraint maxNorm(double max, int... axes) {
        return (tf, weight) -> {
            Operand<TFloating> bound = tf.dtypes.cast(tf.constant(max), weight.type());
            Operand<TFloating> tiny = tf.dtypes.cast(tf.constant(1e-7), weight.type());
            Operand<TFloating> squares =
                    tf.reduceSum(tf.math.square(weight), tf.constant(axes), ReduceSum.keepDims(true));
            Operand<TFloating> norms = tf.math.sqrt(squares);
            Operand<TFloating> wanted = tf.math.minimum(norms, bound);
            return tf.math.mul(weight, tf.math.div(wanted, tf.math.add(norms, tiny)));
        };
    }
}
