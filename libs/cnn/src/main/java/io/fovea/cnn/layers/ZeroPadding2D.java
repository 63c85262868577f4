package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Zeros around {@code [batch, height, width, channels]}. */
public final class ZeroPadding2D extends UnaryLayer {
    private final Margins margins;

    /** {@code padding} zeros at each edge. */
    public ZeroPadding2D(int padding) {
        this(padding, padding, padding, padding);
    }

    /**
     * So many zeros at each edge.
     *
     * @throws IllegalArgumentException where one is negative
     */
    public ZeroPadding2D(int top, int bottom, int left, int right) {
        this.margins = new Margins(top, bottom, left, right);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return Shape.of(input.get(0) + margins.vertical(), input.get(1) + margins.horizontal(), input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int[][] paddings = {{0, 0}, {margins.top(), margins.bottom()}, {margins.left(), margins.right()}, {0, 0}};
        return forward.tf().pad(input, forward.tf().constant(paddings), forward.constant(0));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        int[][] paddings = {{margins.top(), margins.bottom()}, {margins.left(), margins.right()}, {0, 0}};
        return graph.padded(graph.channelsFirst(input), paddings);
    }
}
