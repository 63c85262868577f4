package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Convolves each channel by itself: {@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels *
 * depthMultiplier]}; kernel {@code depthwise_kernel [height, width, channels, depthMultiplier]}.
 */
public final class DepthwiseConv2D extends ConvolutionLayer<DepthwiseConv2D> {
    private int depthMultiplier = 1;
    private @Nullable Weight kernel;

    public DepthwiseConv2D(int kernelSize) {
        super(Size2D.square(kernelSize));
    }

    /** Outputs of each channel; 1 by default. */
    public DepthwiseConv2D depthMultiplier(int depthMultiplier) {
        this.depthMultiplier = depthMultiplier;
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
        return convolved(input, input.get(2) * depthMultiplier);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return finish(forward, depthwise(forward.tf(), input, forward.weight(kernel), this));
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
}
