package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A depthwise convolution, then one of 1 x 1 that mixes the channels.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, rows, columns, filters]}; weights {@code depthwise_kernel [height,
 * width, channels, depthMultiplier]}, {@code pointwise_kernel [1, 1, channels * depthMultiplier, filters]}, {@code bias}. Settings
 * of the kernel count for both kernels, unless the setting of one says otherwise. Strides must be the same in both directions, as
 * in TensorFlow.
 */
public final class SeparableConv2D extends ConvolutionLayer<SeparableConv2D> {
    private final int filters;
    private final KernelSettings depthwiseSettings = new KernelSettings(Initializers.glorotUniform());
    private final KernelSettings pointwiseSettings = new KernelSettings(Initializers.glorotUniform());
    private int depthMultiplier = 1;
    private @Nullable Weight depthwise;
    private @Nullable Weight pointwise;

    /** With a kernel of {@code kernelSize} by {@code kernelSize} pixels. */
    public SeparableConv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /**
     * With a kernel that is not square.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public SeparableConv2D(int filters, int kernelHeight, int kernelWidth) {
        super(new Size2D(kernelHeight, kernelWidth));
        this.filters = Arguments.atLeastOne("SeparableConv2D", "filters", filters);
    }

    /** Outputs of each channel before they are mixed; 1 by default. */
    public SeparableConv2D depthMultiplier(int depthMultiplier) {
        this.depthMultiplier = Arguments.atLeastOne("SeparableConv2D", "depthMultiplier", depthMultiplier);
        return this;
    }

    /** Where the depthwise kernel starts. */
    public SeparableConv2D depthwiseInitializer(Initializer initializer) {
        depthwiseSettings.startAs(initializer);
        return this;
    }

    /** Where the pointwise kernel starts. */
    public SeparableConv2D pointwiseInitializer(Initializer initializer) {
        pointwiseSettings.startAs(initializer);
        return this;
    }

    /** A penalty on the depthwise kernel in the loss. */
    public SeparableConv2D depthwiseRegularizer(Regularizer regularizer) {
        depthwiseSettings.cost(regularizer);
        return this;
    }

    /** A penalty on the pointwise kernel in the loss. */
    public SeparableConv2D pointwiseRegularizer(Regularizer regularizer) {
        pointwiseSettings.cost(regularizer);
        return this;
    }

    /** What the depthwise kernel must be after each training step. */
    public SeparableConv2D depthwiseConstraint(Constraint constraint) {
        depthwiseSettings.bound(constraint);
        return this;
    }

    /** What the pointwise kernel must be after each training step. */
    public SeparableConv2D pointwiseConstraint(Constraint constraint) {
        pointwiseSettings.bound(constraint);
        return this;
    }

    @Override
    SeparableConv2D self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        long channels = input.get(2);
        depthwise = kernel(
                "depthwise_kernel",
                Shape.of(kernelSize.height(), kernelSize.width(), channels, depthMultiplier),
                depthwiseSettings);
        pointwise = kernel("pointwise_kernel", Shape.of(1, 1, channels * depthMultiplier, filters), pointwiseSettings);
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        DepthwiseConv2D.requireEqualStrides(this);
        return convolved(input, filters);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> deep = DepthwiseConv2D.depthwise(tf, input, forward.weight(depthwise), this);
        List<Long> ones = Size2D.square(1).nhwc();
        return finish(forward, tf.nn.conv2d(deep, forward.weight(pointwise), ones, Padding.VALID.name()));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        long channels = input.channels();
        OnnxValue image = graph.channelsFirst(input);
        Shape deepShape = convolved(input.shape(), channels * depthMultiplier);
        OnnxNode node = graph.node("Conv")
                .input(image)
                .constant("depthwise_kernel", DepthwiseConv2D.onnxKernel(graph, depthwise, channels, depthMultiplier))
                .attribute("group", (int) channels);
        OnnxValue deep = onnxWindow().on(input.shape(), node).output(deepShape, Layout.CHANNELS_FIRST);
        OnnxWindow point = OnnxWindow.of(Size2D.square(1), Size2D.square(1), Size2D.square(1), Padding.VALID);
        HostTensor mixing = graph.kernel(pointwise, 3, 2, 0, 1);
        return convolution(graph, deep, mixing, point, 1, outputShape(input.shape()));
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(pointwise, filters);
    }
}
