package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Zeros before and after the steps of {@code [batch, steps, channels]}. */
public final class ZeroPadding1D extends UnaryLayer {
    private final int before;
    private final int after;

    /** {@code padding} zeros at each end. */
    public ZeroPadding1D(int padding) {
        this(padding, padding);
    }

    /**
     * {@code before} zeros at the beginning and {@code after} at the end.
     *
     * @throws IllegalArgumentException where one is negative
     */
    public ZeroPadding1D(int before, int after) {
        this.before = Arguments.notNegative("ZeroPadding1D", "before", before);
        this.after = Arguments.notNegative("ZeroPadding1D", "after", after);
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 2);
        return Shape.of(before + input.get(0) + after, input.get(1));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int[][] paddings = {{0, 0}, {before, after}, {0, 0}};
        return forward.tf().pad(input, forward.tf().constant(paddings), forward.constant(0));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return graph.padded(graph.channelsFirst(input), new int[][] {{before, after}, {0, 0}});
    }
}
