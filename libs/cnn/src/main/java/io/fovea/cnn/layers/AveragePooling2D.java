package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** The mean of each window: {@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels]}. */
public final class AveragePooling2D extends UnaryLayer {
    private final Size2D poolSize;
    private Size2D strides;
    private Padding padding = Padding.VALID;

    /** Strides are the window's size unless {@link #strides} says otherwise. */
    public AveragePooling2D(int poolSize) {
        this.poolSize = Size2D.square(poolSize);
        this.strides = this.poolSize;
    }

    public AveragePooling2D strides(int strides) {
        this.strides = Size2D.square(strides);
        return this;
    }

    /** {@link Padding#VALID} by default. */
    public AveragePooling2D padding(Padding padding) {
        this.padding = padding;
        return this;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return poolSize.slide(className(), input, strides, padding, input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return forward.tf().nn.avgPool(input, poolSize.nhwc(), strides.nhwc(), padding.name());
    }
}
