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
 * Convolution along a sequence.
 *
 * <p>{@code [batch, steps, channels]} to {@code [batch, steps', filters]}; kernel {@code [size, channels / groups, filters]}, bias
 * {@code [filters]}. {@link #causal} lets an output see only its own step and those before it. Each setting returns the layer and
 * is made before its first use.
 */
public final class Conv1D extends TrainedLayer<Conv1D> {
    private final int filters;
    private final int kernelSize;
    private int strides = 1;
    private int dilation = 1;
    private int groups = 1;
    private boolean causal;
    private Padding padding = Padding.VALID;
    private @Nullable Weight kernel;

    /**
     * With a kernel of {@code kernelSize} steps.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public Conv1D(int filters, int kernelSize) {
        this.filters = Arguments.atLeastOne("Conv1D", "filters", filters);
        this.kernelSize = Arguments.atLeastOne("Conv1D", "kernelSize", kernelSize);
    }

    /** How far the window moves, in steps; 1 by default. */
    public Conv1D strides(int strides) {
        this.strides = Arguments.atLeastOne("Conv1D", "strides", strides);
        return this;
    }

    /**
     * Distance between neighbouring values of the kernel, in steps; 1 by default. Above 1 only with strides of 1, as in Keras:
     * else the first use throws {@link IllegalArgumentException}.
     */
    public Conv1D dilation(int dilation) {
        this.dilation = Arguments.atLeastOne("Conv1D", "dilation", dilation);
        return this;
    }

    /**
     * Channels and filters are split into as many parts, each convolved by itself; 1 by default. They must divide both: else the
     * first use throws {@link IllegalArgumentException}.
     */
    public Conv1D groups(int groups) {
        this.groups = Arguments.atLeastOne("Conv1D", "groups", groups);
        return this;
    }

    /** What lies beyond the ends; {@link Padding#VALID} by default. */
    public Conv1D padding(Padding padding) {
        this.causal = false;
        this.padding = padding;
        return this;
    }

    /** Zeros before the first step only, {@code (kernelSize - 1) * dilation} of them: Keras' padding {@code causal}. */
    public Conv1D causal() {
        this.causal = true;
        this.padding = Padding.VALID;
        return this;
    }

    @Override
    Conv1D self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        kernel = kernel("kernel", Shape.of(kernelSize, input.get(1) / groups, filters));
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 2);
        if (dilation > 1 && strides > 1) {
            throw new IllegalArgumentException("Conv1D: dilation and strides cannot both be above 1.");
        }
        grouped().require(input.get(1), filters);
        Shape row = Shape.of(1, input.get(0) + before(), input.get(1));
        Size2D window = Size2D.along(kernelSize).dilated(Size2D.along(dilation));
        return window.slide(className(), row, Size2D.along(strides), padding, filters)
                .tail();
    }

    private int before() {
        return causal ? (kernelSize - 1) * dilation : 0;
    }

    private Grouped grouped() {
        return new Grouped(className(), groups, Size2D.along(strides));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> row = Sequences.toRow(tf, padded(forward, input));
        Operand<TFloating> weights = tf.expandDims(forward.weight(kernel), tf.constant(0));
        Operand<TFloating> convolved = dilation == 1
                ? grouped().convolve(tf, row, weights, padding)
                : new Dilated(Size2D.along(kernelSize), Size2D.along(dilation), padding)
                        .apply(tf, row, part -> grouped().convolve(tf, part, weights, Padding.VALID));
        return finish(forward, Sequences.fromRow(tf, convolved));
    }

    private Operand<TFloating> padded(Forward forward, Operand<TFloating> input) {
        if (before() == 0) {
            return input;
        }
        int[][] paddings = {{0, 0}, {before(), 0}, {0, 0}};
        return forward.tf().pad(input, forward.tf().constant(paddings), forward.constant(0));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        int[][] before = {{before(), 0}, {0, 0}};
        OnnxValue sequence = graph.padded(graph.channelsFirst(input), before);
        OnnxWindow window = OnnxWindow.along(kernelSize, strides, dilation, padding);
        HostTensor outputsFirst = graph.kernel(kernel, 2, 1, 0);
        return convolution(graph, sequence, outputsFirst, window, groups, outputShape(input.shape()));
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(kernel, filters);
    }
}
