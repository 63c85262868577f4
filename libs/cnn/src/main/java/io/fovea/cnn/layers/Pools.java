package io.fovea.cnn.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Pooling of images {@code [batch, height, width, channels]}. */
final class Pools {
    private Pools() {}

    static Operand<TFloating> max(Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding) {
        int[] size = {1, window.height(), window.width(), 1};
        int[] step = {1, strides.height(), strides.width(), 1};
        return tf.nn.maxPool(image, tf.constant(size), tf.constant(step), padding.name());
    }

    static Operand<TFloating> average(
            Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding) {
        return tf.nn.avgPool(image, window.nhwc(), strides.nhwc(), padding.name());
    }
}
