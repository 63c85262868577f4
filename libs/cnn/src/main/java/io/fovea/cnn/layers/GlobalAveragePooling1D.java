package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The mean of each channel: {@code [batch, steps, channels]} to {@code [batch, channels]}. */
public final class GlobalAveragePooling1D extends UnaryLayer {
    private boolean keepDims;

    /** Keeps the other axes, with size 1: Keras' {@code keepdims=True}. */
    public GlobalAveragePooling1D keepDims() {
        this.keepDims = true;
        return this;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 2);
        return keepDims ? Shape.of(1, input.get(1)) : Shape.of(input.get(1));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TInt32> axes = forward.tf().constant(new int[] {1});
        return forward.tf().math.mean(input, axes, Mean.keepDims(keepDims));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return OnnxPools.global(graph, "GlobalAveragePool", input, outputShape(input.shape()));
    }
}
