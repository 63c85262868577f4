package io.fovea.cnn.losses;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Pieces of formulas, in the type of a loss' outputs. */
final class Terms {
    private static final double KERAS_EPSILON = 1e-7; // keras.backend.epsilon()
    private static final double TINY = 1e-37; // a normal float32 yet, so that no processor flushes it to 0

    private final Ops tf;
    private final Class<TFloating> type;

    Terms(Ops tf, Operand<TFloating> outputs) {
        this.tf = tf;
        this.type = outputs.type();
    }

    Operand<TFloating> constant(double value) {
        return cast(tf.constant(value));
    }

    Operand<TFloating> cast(Operand<? extends TType> value) {
        return tf.dtypes.cast(value, type);
    }

    Operand<TFloating> complement(Operand<TFloating> value) {
        return tf.math.sub(constant(1), value);
    }

    /** {@code first * second + (1 - first) * third}. */
    Operand<TFloating> mix(Operand<TFloating> first, Operand<TFloating> second, Operand<TFloating> third) {
        return tf.math.add(tf.math.mul(first, second), tf.math.mul(complement(first), third));
    }

    /** Targets moved towards {@code towards} by the smoothing. */
    Operand<TFloating> smoothed(Operand<TFloating> targets, double smoothing, double towards) {
        if (smoothing == 0) {
            return targets;
        }
        return tf.math.add(tf.math.mul(targets, constant(1 - smoothing)), constant(smoothing * towards));
    }

    /** Where Keras bounds probabilities before it takes their logarithm. No gradient comes from beyond. */
    Operand<TFloating> bounded(Operand<TFloating> probabilities) {
        Operand<TFloating> above = tf.math.maximum(probabilities, constant(KERAS_EPSILON));
        return tf.math.minimum(above, constant(1 - KERAS_EPSILON));
    }

    /** {@code (1 - p)^gamma}, of {@code 1 - p}; the gradient at {@code p = 1} is 0, where a power below 1 has none. */
    Operand<TFloating> focus(Operand<TFloating> complement, double gamma) {
        return tf.math.pow(tf.math.maximum(complement, constant(TINY)), constant(gamma));
    }

    Operand<TFloating> sumOverLastAxis(Operand<TFloating> values) {
        return tf.reduceSum(values, tf.constant(-1));
    }

    Operand<TFloating> normalized(Operand<TFloating> probabilities) {
        return tf.math.div(probabilities, tf.reduceSum(probabilities, tf.constant(-1), ReduceSum.keepDims(true)));
    }

    /** The mean over all axes but the batch: {@code [batch]}. */
    Operand<TFloating> meanOfExample(Operand<TFloating> values) {
        int[] axes = IntStream.range(1, values.shape().numDimensions()).toArray();
        return axes.length == 0 ? values : tf.math.mean(values, tf.constant(axes));
    }

    /** @throws IllegalArgumentException outside of [0, 1) */
    static double requireSmoothing(double labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "Expected a label smoothing in [0, 1), received %s.".formatted(labelSmoothing));
        }
        return labelSmoothing;
    }

    /** @throws IllegalArgumentException where it is negative or no number */
    static double requireGamma(double gamma) {
        if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a gamma of 0 or more, received %s.".formatted(gamma));
        }
        return gamma;
    }
}
