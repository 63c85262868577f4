package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code [batch, height, width, channels]} made larger by a whole number. */
public final class UpSampling2D extends UnaryLayer {
    private final int factor;
    private final Interpolation interpolation;

    /** To the nearest pixel: each is repeated. */
    public UpSampling2D(int factor) {
        this(factor, Interpolation.NEAREST);
    }

    public UpSampling2D(int factor, Interpolation interpolation) {
        this.factor = factor;
        this.interpolation = interpolation;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return Shape.of(input.get(0) * factor, input.get(1) * factor, input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Shape output = outputShape(input.shape().tail());
        return interpolation.resize(forward.tf(), input, (int) output.get(0), (int) output.get(1));
    }
}
