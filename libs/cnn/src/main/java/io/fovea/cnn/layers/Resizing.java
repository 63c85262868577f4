package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code [batch, height, width, channels]} in another size, whatever its proportions. */
public final class Resizing extends UnaryLayer {
    private final int height;
    private final int width;
    private final Interpolation interpolation;

    /** Bilinear. */
    public Resizing(int height, int width) {
        this(height, width, Interpolation.BILINEAR);
    }

    public Resizing(int height, int width, Interpolation interpolation) {
        this.height = height;
        this.width = width;
        this.interpolation = interpolation;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return Shape.of(height, width, input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return interpolation.resize(forward.tf(), input, height, width);
    }
}
