package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Convolves each channel by itself.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels * depthMultiplier]}; kernel
 * {@code depthwise_kernel [height, width, channels, depthMultiplier]}, bias {@code [channels * depthMultiplier]}. What Keras calls
 * {@code depthwise_initializer}, {@code depthwise_regularizer} and {@code depthwise_constraint} are the kernel's here. Strides must
 * be the same in both directions, as in TensorFlow.
 */
public final class DepthwiseConv2D extends ConvolutionLayer<DepthwiseConv2D> {
    private int depthMultiplier = 1;
    private @Nullable Weight kernel;

    /** With a kernel of {@code kernelSize} by {@code kernelSize} pixels. */
    public DepthwiseConv2D(int kernelSize) {
        this(kernelSize, kernelSize);
    }

    /**
     * With a kernel that is not square.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public DepthwiseConv2D(int kernelHeight, int kernelWidth) {
        super(new Size2D(kernelHeight, kernelWidth));
    }

    /** Outputs of each channel; 1 by default. */
    public DepthwiseConv2D depthMultiplier(int depthMultiplier) {
        this.depthMultiplier = Arguments.atLeastOne("DepthwiseConv2D", "depthMultiplier", depthMultiplier);
        return this;
    }

    @Override
    DepthwiseConv2D self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        kernel = kernel(
                "depthwise_kernel", Shape.of(kernelSize.height(), kernelSize.width(), input.get(2), depthMultiplier));
        bias(input.get(2) * depthMultiplier);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        requireEqualStrides(this);
        return convolved(input, input.get(2) * depthMultiplier);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return finish(forward, depthwise(forward.tf(), input, forward.weight(kernel), this));
    }

    static void requireEqualStrides(ConvolutionLayer<?> layer) {
        if (layer.strides.height() != layer.strides.width()) {
            throw new IllegalArgumentException("%s: strides are the same in both directions, received %d and %d."
                    .formatted(layer.className(), layer.strides.height(), layer.strides.width()));
        }
    }

    static Operand<TFloating> depthwise(
            Ops tf, Operand<TFloating> input, Operand<TFloating> kernel, ConvolutionLayer<?> layer) {
        if (layer.dilation.isOne()) {
            return tf.nn.depthwiseConv2dNative(input, kernel, layer.strides.nhwc(), layer.padding.name());
        }
        return new Dilated(layer.kernelSize, layer.dilation, layer.padding)
                .apply(
                        tf,
                        input,
                        part -> tf.nn.depthwiseConv2dNative(part, kernel, layer.strides.nhwc(), Padding.VALID.name()));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        long channels = input.channels();
        HostTensor outputsFirst = onnxKernel(graph, kernel, channels, depthMultiplier);
        OnnxValue image = graph.channelsFirst(input);
        return convolution(graph, image, outputsFirst, onnxWindow(), channels, outputShape(input.shape()));
    }

    /** {@code [channels * depthMultiplier, 1, height, width]}. */
    static HostTensor onnxKernel(OnnxGraph graph, @Nullable Weight kernel, long channels, int depthMultiplier) {
        HostTensor channelsFirst = graph.kernel(kernel, 2, 3, 0, 1);
        long[] shape = channelsFirst.shape();
        return new HostTensor(
                channelsFirst.dtype(),
                new long[] {channels * depthMultiplier, 1, shape[2], shape[3]},
                channelsFirst.contents());
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(kernel, kernel == null ? 0 : kernel.shape().get(2), depthMultiplier);
    }
}
