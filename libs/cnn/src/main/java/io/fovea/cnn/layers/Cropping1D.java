package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code [batch, steps, channels]} without its first and last steps. */
public final class Cropping1D extends UnaryLayer {
    private final int before;
    private final int after;

    /** Without {@code cropping} steps at each end. */
    public Cropping1D(int cropping) {
        this(cropping, cropping);
    }

    /**
     * Without {@code before} steps at the beginning and {@code after} at the end.
     *
     * @throws IllegalArgumentException where one is negative
     */
    public Cropping1D(int before, int after) {
        this.before = Arguments.notNegative("Cropping1D", "before", before);
        this.after = Arguments.notNegative("Cropping1D", "after", after);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 2);
        long steps = input.get(0) - before - after;
        if (steps < 1) {
            throw new IllegalArgumentException("Cropping1D: nothing is left of %s.".formatted(input));
        }
        return Shape.of(steps, input.get(1));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int[] begin = {0, before, 0};
        Shape output = outputShape(input.shape().tail());
        int[] size = {-1, (int) output.get(0), (int) output.get(1)};
        return forward.tf()
                .slice(input, forward.tf().constant(begin), forward.tf().constant(size));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return OnnxSlices.part(graph, input, outputShape(input.shape()), before);
    }
}
