package io.fovea.cnn.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Pooling of images {@code [batch, height, width, channels]}. */
final class Pools {
    private Pools() {}

    /** By TensorFlow's first MaxPool: oneDNN has kernels for it, and none for the second, which Ops makes. */
    static Operand<TFloating> max(Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding) {
        return tf.scope()
                .opBuilder("MaxPool", "MaxPool")
                .addInput(image.asOutput())
                .setAttr("ksize", nhwc(window))
                .setAttr("strides", nhwc(strides))
                .setAttr("padding", padding.name())
                .build()
                .<TFloating>output(0);
    }

    private static long[] nhwc(Size2D size) {
        return new long[] {1, size.height(), size.width(), 1};
    }

    static Operand<TFloating> average(
            Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding) {
        return tf.nn.avgPool(image, window.nhwc(), strides.nhwc(), padding.name());
    }
}
