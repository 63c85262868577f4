package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** The largest value of each window: {@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels]}. */
public final class MaxPooling2D extends UnaryLayer {
    private final Size2D poolSize;
    private Size2D strides;
    private Padding padding = Padding.VALID;

    /** Strides are the window's size unless {@link #strides} says otherwise. */
    public MaxPooling2D(int poolSize) {
        this.poolSize = Size2D.square(poolSize);
        this.strides = this.poolSize;
    }

    public MaxPooling2D strides(int strides) {
        this.strides = Size2D.square(strides);
        return this;
    }

    /** {@link Padding#VALID} by default. */
    public MaxPooling2D padding(Padding padding) {
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
        return forward.tf()
                .nn
                .maxPool(
                        input,
                        forward.tf().constant(poolSize.ints()),
                        forward.tf().constant(strides.ints()),
                        padding.name());
    }
}
