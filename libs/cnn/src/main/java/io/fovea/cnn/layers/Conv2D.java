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
 * Convolution over height and width.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, rows, columns, filters]}; kernel
 * {@code [height, width, channels / groups, filters]}, bias {@code [filters]}.
 */
public final class Conv2D extends ConvolutionLayer<Conv2D> {
    private final int filters;
    private int groups = 1;
    private @Nullable Weight kernel;

    /** With a kernel of {@code kernelSize} by {@code kernelSize} pixels. */
    public Conv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    /**
     * With a kernel that is not square, such as Inception's 1 x 7.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public Conv2D(int filters, int kernelHeight, int kernelWidth) {
        super(new Size2D(kernelHeight, kernelWidth));
        this.filters = Arguments.atLeastOne("Conv2D", "filters", filters);
    }

    /**
     * Channels and filters are split into as many parts, each convolved by itself; 1 by default. They must divide both: else the
     * first use throws {@link IllegalArgumentException}.
     */
    public Conv2D groups(int groups) {
        this.groups = Arguments.atLeastOne("Conv2D", "groups", groups);
        return this;
    }

    @Override
    Conv2D self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        kernel = kernel("kernel", Shape.of(kernelSize.height(), kernelSize.width(), input.get(2) / groups, filters));
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        Shape output = convolved(input, filters);
        grouped().require(input.get(2), filters);
        return output;
    }

    private Grouped grouped() {
        return new Grouped(className(), groups, strides);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> weights = forward.weight(kernel);
        Operand<TFloating> convolved = dilation.isOne()
                ? grouped().convolve(tf, input, weights, padding)
                : new Dilated(kernelSize, dilation, padding)
                        .apply(tf, input, part -> grouped().convolve(tf, part, weights, Padding.VALID));
        return finish(forward, convolved);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        HostTensor outputsFirst = graph.kernel(kernel, 3, 2, 0, 1);
        OnnxValue image = graph.channelsFirst(input);
        return convolution(graph, image, outputsFirst, onnxWindow(), groups, outputShape(input.shape()));
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(kernel, filters);
    }
}
