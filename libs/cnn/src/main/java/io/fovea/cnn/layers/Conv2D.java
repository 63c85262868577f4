package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * Convolution over height and width.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, rows, columns, filters]}; kernel
 * {@code [height, width, channels, filters]}, bias {@code [filters]}.
 */
public final class Conv2D extends UnaryLayer {
    private final int filters;
    private final Size2D kernelSize;
    private Size2D strides = Size2D.square(1);
    private Padding padding = Padding.VALID;
    private Activation activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private @Nullable Weight kernel;
    private @Nullable Weight bias;

    public Conv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    public Conv2D(int filters, int kernelHeight, int kernelWidth) {
        this.filters = filters;
        this.kernelSize = new Size2D(kernelHeight, kernelWidth);
    }

    /** 1 by default. */
    public Conv2D strides(int strides) {
        this.strides = Size2D.square(strides);
        return this;
    }

    /** {@link Padding#VALID} by default. */
    public Conv2D padding(Padding padding) {
        this.padding = padding;
        return this;
    }

    /** {@link Activation#LINEAR} by default. */
    public Conv2D activation(Activation activation) {
        this.activation = activation;
        return this;
    }

    public Conv2D withoutBias() {
        this.useBias = false;
        return this;
    }

    /** Glorot uniform by default. */
    public Conv2D kernelInitializer(Initializer initializer) {
        this.kernelInitializer = initializer;
        return this;
    }

    @Override
    protected void build(Shape input) {
        requireAxes(input, 3);
        Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), input.get(2), filters);
        kernel = learned("kernel", shape, kernelInitializer);
        bias = useBias ? learned("bias", Shape.of(filters), Initializers.zeros()) : null;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return kernelSize.slide(className(), input, strides, padding, filters);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> convolved =
                forward.tf().nn.conv2d(input, forward.weight(kernel), strides.nhwc(), padding.name());
        Operand<TFloating> biased = bias == null ? convolved : forward.tf().nn.biasAdd(convolved, forward.weight(bias));
        return activation.apply(forward, biased);
    }
}
