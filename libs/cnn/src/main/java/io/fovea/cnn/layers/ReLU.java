package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Keras' layer {@code ReLU}: {@code max(x, 0)}, cut at a largest value where one is given. */
public final class ReLU extends SameShapeLayer {
    private final double maxValue;

    public ReLU() {
        this(Double.POSITIVE_INFINITY);
    }

    /** @param maxValue such as the 6 of MobileNet */
    public ReLU(double maxValue) {
        this.maxValue = maxValue;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        if (maxValue == 6) {
            return tf.nn.relu6(input);
        }
        Operand<TFloating> rectified = tf.nn.relu(input);
        return Double.isInfinite(maxValue) ? rectified : tf.math.minimum(rectified, forward.constant(maxValue));
    }
}
