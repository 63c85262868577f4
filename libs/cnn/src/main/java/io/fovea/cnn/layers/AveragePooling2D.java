package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The mean of each window: {@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels]}. */
public final class AveragePooling2D extends Pooling2D<AveragePooling2D> {
    /** Over 2 x 2 pixels: Keras' default. */
    public AveragePooling2D() {
        this(2);
    }

    /** Over {@code poolSize} by {@code poolSize} pixels. Strides are the window's size unless {@link #strides} says otherwise. */
    public AveragePooling2D(int poolSize) {
        this(poolSize, poolSize);
    }

    /**
     * Over a window that is not square.
     *
     * @throws IllegalArgumentException where a size is below 1
     */
    public AveragePooling2D(int poolHeight, int poolWidth) {
        super(new Size2D(poolHeight, poolWidth));
    }

    @Override
    AveragePooling2D self() {
        return this;
    }

    @Override
    Operand<TFloating> pool(Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding) {
        return Pools.average(tf, image, window, strides, padding);
    }

    @Override
    OnnxNode onnxPool(OnnxGraph graph) {
        return graph.node("AveragePool");
    }
}
