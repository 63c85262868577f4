package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializers;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Brings each example's last axis to mean 0 and variance 1, then scales and shifts it: arXiv:1607.06450. */
public final class LayerNormalization extends SameShapeLayer {
    private double epsilon = 1e-3;
    private @Nullable Weight gamma;
    private @Nullable Weight beta;

    /** Added to the variance; 1e-3 by default. */
    public LayerNormalization epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape last = Shape.of(input.get(input.numDimensions() - 1));
        gamma = learned("gamma", last, Initializers.ones());
        beta = learned("beta", last, Initializers.zeros());
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TInt32> last = tf.constant(new int[] {input.shape().numDimensions() - 1});
        Operand<TFloating> centered = tf.math.sub(input, tf.math.mean(input, last, Mean.keepDims(true)));
        Operand<TFloating> variance = tf.math.mean(tf.math.square(centered), last, Mean.keepDims(true));
        Operand<TFloating> factor = tf.math.rsqrt(tf.math.add(variance, forward.constant(epsilon)));
        Operand<TFloating> scaled = tf.math.mul(tf.math.mul(centered, factor), forward.weight(gamma));
        return tf.math.add(scaled, forward.weight(beta));
    }
}
