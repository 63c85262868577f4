package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A depthwise convolution, then one of 1 x 1 that mixes the channels. Weights {@code depthwise_kernel [height, width,
 * channels, depthMultiplier]}, {@code pointwise_kernel [1, 1, channels * depthMultiplier, filters]}, {@code bias}.
 */
public final class SeparableConv2D extends ConvolutionLayer<SeparableConv2D> {
    private final int filters;
    private int depthMultiplier = 1;
    private @Nullable Weight depthwise;
    private @Nullable Weight pointwise;

    public SeparableConv2D(int filters, int kernelSize) {
        super(Size2D.square(kernelSize));
        this.filters = filters;
    }

    /** Outputs of each channel before they are mixed; 1 by default. */
    public SeparableConv2D depthMultiplier(int depthMultiplier) {
        this.depthMultiplier = depthMultiplier;
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
                "depthwise_kernel", Shape.of(kernelSize.height(), kernelSize.width(), channels, depthMultiplier));
        pointwise = kernel("pointwise_kernel", Shape.of(1, 1, channels * depthMultiplier, filters));
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return convolved(input, filters);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> deep = DepthwiseConv2D.depthwise(tf, input, forward.weight(depthwise), this);
        List<Long> ones = Size2D.square(1).nhwc();
        return finish(forward, tf.nn.conv2d(deep, forward.weight(pointwise), ones, Padding.VALID.name()));
    }
}
