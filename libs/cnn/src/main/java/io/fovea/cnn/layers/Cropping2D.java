package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code [batch, height, width, channels]} without its edges. */
public final class Cropping2D extends UnaryLayer {
    private final Margins margins;

    /** Without {@code cropping} pixels at each edge. */
    public Cropping2D(int cropping) {
        this(cropping, cropping, cropping, cropping);
    }

    /**
     * Without so many pixels at each edge.
     *
     * @throws IllegalArgumentException where one is negative
     */
    public Cropping2D(int top, int bottom, int left, int right) {
        this.margins = new Margins(top, bottom, left, right);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        long height = input.get(0) - margins.vertical();
        long width = input.get(1) - margins.horizontal();
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "Cropping2D: nothing is left of %s without %s.".formatted(input, margins));
        }
        return Shape.of(height, width, input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int[] begin = {0, margins.top(), margins.left(), 0};
        Shape output = outputShape(input.shape().tail());
        int[] size = {-1, (int) output.get(0), (int) output.get(1), (int) output.get(2)};
        return forward.tf()
                .slice(input, forward.tf().constant(begin), forward.tf().constant(size));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return OnnxSlices.part(graph, input, outputShape(input.shape()), margins.top(), margins.left());
    }
}
