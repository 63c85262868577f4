package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** The same values, row-major, in another shape. */
public final class Reshape extends UnaryLayer {
    private final long[] target;

    /** @param target without batch axis; one axis may be -1, what is left */
    public Reshape(long... target) {
        this.target = target.clone();
    }

    @Override
    protected Shape outputShape(Shape input) {
        long known = 1;
        for (long axis : target) {
            known *= axis == -1 ? 1 : axis;
        }
        long free = input.size() / Math.max(1, known);
        long[] shape =
                Arrays.stream(target).map(axis -> axis == -1 ? free : axis).toArray();
        Shape output = Shape.of(shape);
        if (output.size() != input.size()) {
            throw new IllegalArgumentException(
                    "Reshape: %s has %d values, %s does not.".formatted(input, input.size(), Arrays.toString(target)));
        }
        return output;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Shape output = outputShape(input.shape().tail());
        return forward.tf()
                .reshape(input, forward.tf().constant(output.prepend(-1).asArray()));
    }
}
