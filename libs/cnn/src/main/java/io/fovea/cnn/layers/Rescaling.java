package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code input * scale + offset}: preprocessing that travels with the model. */
public final class Rescaling extends UnaryLayer {
    private final double scale;
    private final double offset;

    public Rescaling(double scale, double offset) {
        this.scale = scale;
        this.offset = offset;
    }

    /** Maps pixels from 0 to 255 linearly to {@code low} to {@code high}. */
    public static Rescaling pixelsTo(double low, double high) {
        return new Rescaling((high - low) / 255, low);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> scaled = forward.tf().math.mul(input, forward.constant(scale));
        return offset == 0 ? scaled : forward.tf().math.add(scaled, forward.constant(offset));
    }
}
