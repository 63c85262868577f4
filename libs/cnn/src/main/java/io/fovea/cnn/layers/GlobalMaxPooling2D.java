package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The largest value of each channel: {@code [batch, height, width, channels]} to {@code [batch, channels]}. */
public final class GlobalMaxPooling2D extends UnaryLayer {
    private boolean keepDims;

    /** Keeps the other axes, with size 1: Keras' {@code keepdims=True}. */
    public GlobalMaxPooling2D keepDims() {
        this.keepDims = true;
        return this;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return keepDims ? Shape.of(1, 1, input.get(2)) : Shape.of(input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TInt32> axes = forward.tf().constant(new int[] {1, 2});
        return forward.tf().reduceMax(input, axes, ReduceMax.keepDims(keepDims));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return OnnxPools.global(graph, "GlobalMaxPool", input, outputShape(input.shape()));
    }
}
