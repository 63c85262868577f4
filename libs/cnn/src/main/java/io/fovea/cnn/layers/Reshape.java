package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** The same values, row-major, in another shape. */
public final class Reshape extends UnaryLayer {
    private final long[] target;

    /**
     * To {@code [batch, target...]}; an input with another number of values makes the first use throw
     * {@link IllegalArgumentException}.
     *
     * @param target without batch axis; one axis may be -1, what is left
     * @throws IllegalArgumentException where more than one is -1, or one is 0 or below -1
     */
    public Reshape(long... target) {
        if (Arrays.stream(target).anyMatch(axis -> axis == 0 || axis < -1)
                || Arrays.stream(target).filter(axis -> axis == -1).count() > 1) {
            throw new IllegalArgumentException(
                    "Reshape: axes are 1 or more, one may be -1, received %s.".formatted(Arrays.toString(target)));
        }
        this.target = target.clone();
    }

    @Override
    protected Shape outputShape(Shape input) {
        long known = Arrays.stream(target).filter(axis -> axis != -1).reduce(1, (a, b) -> a * b);
        long left = input.size() / known;
        Shape output = Shape.of(
                Arrays.stream(target).map(axis -> axis == -1 ? left : axis).toArray());
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

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return graph.reshape(graph.channelsLast(input), outputShape(input.shape()), Layout.CHANNELS_LAST);
    }
}
