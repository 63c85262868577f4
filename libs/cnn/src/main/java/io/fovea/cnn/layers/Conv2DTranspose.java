package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The gradient of a convolution, as a layer that makes images larger.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, height * strides, width * strides, filters]} with padding
 * SAME, {@code max(kernelSize - strides, 0)} more without; kernel {@code [height, width, filters, channels]}.
 */
public final class Conv2DTranspose extends ConvolutionLayer<Conv2DTranspose> {
    private final int filters;
    private @Nullable Weight kernel;

    public Conv2DTranspose(int filters, int kernelSize) {
        super(Size2D.square(kernelSize));
        this.filters = filters;
    }

    @Override
    Conv2DTranspose self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        kernel = kernel("kernel", Shape.of(kernelSize.height(), kernelSize.width(), filters, input.get(2)));
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        Size2D window = kernelSize.dilated(dilation);
        return Shape.of(
                enlarged(input.get(0), window.height(), strides.height()),
                enlarged(input.get(1), window.width(), strides.width()),
                filters);
    }

    private long enlarged(long size, int window, int stride) {
        return size * stride + (padding == Padding.SAME ? 0 : Math.max(window - stride, 0));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Shape output = outputShape(input.shape().tail());
        Operand<TInt32> sizes =
                forward.batchShape(input, (int) output.get(0), (int) output.get(1), (int) output.get(2));
        Operand<TFloating> spread = spread(tf, forward.weight(kernel));
        Operand<TFloating> enlarged = tf.nn.conv2dBackpropInput(sizes, spread, input, strides.nhwc(), padding.name());
        return finish(
                forward, tf.reshape(enlarged, tf.constant(output.prepend(-1).asArray())));
    }

    /** The kernel with zeros between its values, {@code dilation} apart. */
    private Operand<TFloating> spread(Ops tf, Operand<TFloating> kernel) {
        if (dilation.isOne()) {
            return kernel;
        }
        Size2D window = kernelSize.dilated(dilation);
        long channels = kernel.shape().get(3);
        Operand<TFloating> apart = tf.reshape(
                kernel, tf.constant(new long[] {kernelSize.height(), 1, kernelSize.width(), 1, filters, channels}));
        Operand<TFloating> padded = tf.pad(
                apart,
                tf.constant(new int[][] {
                    {0, 0}, {0, dilation.height() - 1}, {0, 0}, {0, dilation.width() - 1}, {0, 0}, {0, 0}
                }),
                tf.dtypes.cast(tf.constant(0f), kernel.type()));
        long height = (long) kernelSize.height() * dilation.height();
        long width = (long) kernelSize.width() * dilation.width();
        Operand<TFloating> joined = tf.reshape(padded, tf.constant(new long[] {height, width, filters, channels}));
        return tf.slice(joined, tf.constant(new int[4]), tf.constant(new int[] {
            window.height(), window.width(), filters, (int) channels
        }));
    }
}
