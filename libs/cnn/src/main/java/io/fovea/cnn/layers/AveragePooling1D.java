package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The mean of each window of a sequence: {@code [batch, steps, channels]} to {@code [batch, windows, channels]}. */
public final class AveragePooling1D extends Pooling1D<AveragePooling1D> {
    /** Over two steps: Keras' default. */
    public AveragePooling1D() {
        this(2);
    }

    /** Over {@code poolSize} steps. Strides are the window's size unless {@link #strides} says otherwise. */
    public AveragePooling1D(int poolSize) {
        super(poolSize);
    }

    @Override
    AveragePooling1D self() {
        return this;
    }

    @Override
    Operand<TFloating> pool(Ops tf, Operand<TFloating> row, Size2D window, Size2D strides, Padding padding) {
        return Pools.average(tf, row, window, strides, padding);
    }

    @Override
    OnnxNode onnxPool(OnnxGraph graph) {
        return graph.node("AveragePool");
    }
}
