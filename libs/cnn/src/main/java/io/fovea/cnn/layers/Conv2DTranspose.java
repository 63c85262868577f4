package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Optional;
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
 * SAME, {@code max(kernelSize - strides, 0)} more without; {@link #outputPadding} says otherwise. Kernel
 * {@code [height, width, filters, channels]}, bias {@code [filters]}.
 */
public final class Conv2DTranspose extends ConvolutionLayer<Conv2DTranspose> {
    private final int filters;
    private int @Nullable [] outputPadding;
    private @Nullable Weight kernel;

    /** With a kernel of {@code kernelSize} by {@code kernelSize} pixels. */
    public Conv2DTranspose(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /**
     * With a kernel that is not square.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public Conv2DTranspose(int filters, int kernelHeight, int kernelWidth) {
        super(new Size2D(kernelHeight, kernelWidth));
        this.filters = Arguments.atLeastOne("Conv2DTranspose", "filters", filters);
    }

    /**
     * Settles which of the sizes that a convolution would reduce to its input the output has:
     * {@code (input - 1) * strides + kernelSize + outputPadding} with padding VALID,
     * {@code (input - 1) * strides + kernelSize % 2 + outputPadding} with SAME, as Keras on TensorFlow.
     *
     * @throws IllegalArgumentException on the first use where it is not below the strides
     */
    public Conv2DTranspose outputPadding(int outputPadding) {
        return outputPadding(outputPadding, outputPadding);
    }

    /** Like {@link #outputPadding(int)}, for rows and columns. */
    public Conv2DTranspose outputPadding(int vertical, int horizontal) {
        Arguments.notNegative("Conv2DTranspose", "outputPadding", vertical);
        Arguments.notNegative("Conv2DTranspose", "outputPadding", horizontal);
        this.outputPadding = new int[] {vertical, horizontal};
        return this;
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
        requireStridesOrDilation();
        Size2D window = kernelSize.dilated(dilation);
        long rows = outputSize(input.get(0), window.height(), strides.height(), 0);
        long columns = outputSize(input.get(1), window.width(), strides.width(), 1);
        return Shape.of(rows, columns, filters);
    }

    private long outputSize(long size, int window, int stride, int axis) {
        if (outputPadding == null) {
            return size * stride + (padding == Padding.SAME ? 0 : Math.max(window - stride, 0));
        }
        int extra = outputPadding[axis];
        long output = (size - 1) * stride + (padding == Padding.SAME ? window % 2 : window) + extra;
        if (extra >= stride || padding.outputSize(output, window, stride) != size) {
            throw new IllegalArgumentException(
                    "Conv2DTranspose: an outputPadding of %d does not fit a kernel of %d, strides of %d and padding %s."
                            .formatted(extra, window, stride, padding));
        }
        return output;
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

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        Shape output = outputShape(input.shape());
        OnnxNode node = graph.node("ConvTranspose")
                .input(graph.channelsFirst(input))
                .constant("kernel", graph.kernel(kernel, 3, 2, 0, 1));
        HostTensor biases = bias(graph);
        if (biases != null) {
            node.constant("bias", biases);
        }
        return finish(graph, enlarging(node, input.shape(), output).output(output, Layout.CHANNELS_FIRST));
    }

    /** What the windows reach beyond the output is cut off with padding SAME; where they do not reach its end, zeros follow. */
    private OnnxNode enlarging(OnnxNode node, Shape input, Shape output) {
        Size2D window = kernelSize.dilated(dilation);
        long vertical = (input.get(0) - 1) * strides.height() + window.height() - output.get(0);
        long horizontal = (input.get(1) - 1) * strides.width() + window.width() - output.get(1);
        long rows = padding == Padding.SAME ? Math.max(0, vertical) : 0;
        long columns = padding == Padding.SAME ? Math.max(0, horizontal) : 0;
        return node.attribute("kernel_shape", kernelSize.height(), kernelSize.width())
                .attribute("strides", strides.height(), strides.width())
                .attribute("dilations", dilation.height(), dilation.width())
                .attribute("pads", rows / 2, columns / 2, rows - rows / 2, columns - columns / 2)
                .attribute("output_padding", rows - vertical, columns - horizontal);
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(kernel, filters, 1);
    }
}
