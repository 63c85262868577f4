package io.fovea.cnn.layers;

import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Dilation by taking the image apart: every {@code dilation}-th row and column becomes an image of its own, which is
 * convolved without dilation. TensorFlow's own dilation has a wrong gradient, and none at all for depthwise kernels on a CPU.
 */
record Dilated(Size2D kernelSize, Size2D dilation, Padding padding) {
    /** @param convolution with padding VALID and strides 1, on {@code [batch, height, width, channels]} */
    Operand<TFloating> apply(Ops tf, Operand<TFloating> image, UnaryOperator<Operand<TFloating>> convolution) {
        int[] vertical = paddings(image.shape().get(1), kernelSize.height(), dilation.height());
        int[] horizontal = paddings(image.shape().get(2), kernelSize.width(), dilation.width());
        Operand<TInt32> blocks = tf.constant(new int[] {dilation.height(), dilation.width()});
        Operand<TFloating> apart = tf.spaceToBatchNd(image, blocks, tf.constant(new int[][] {
            {vertical[0], vertical[1] + vertical[2]}, {horizontal[0], horizontal[1] + horizontal[2]}
        }));
        return tf.batchToSpaceNd(convolution.apply(apart), blocks, tf.constant(new int[][] {
            {0, vertical[2]}, {0, horizontal[2]}
        }));
    }

    /** Zeros before and after the image that its padding asks for, and those that make it divisible, cut off again. */
    private int[] paddings(long size, int kernel, int dilation) {
        int around = padding == Padding.SAME ? (kernel - 1) * dilation : 0;
        int rest = Math.floorMod(-(size + around), dilation);
        return new int[] {around / 2, around - around / 2, rest};
    }
}
