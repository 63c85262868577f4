package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What poolings along a sequence have in common. Each setting returns the layer and is made before its first use.
 *
 * @param <L> the layer itself
 */
public abstract class Pooling1D<L extends Pooling1D<L>> extends UnaryLayer {
    private final int poolSize;
    private int strides;
    private Padding padding = Padding.VALID;

    Pooling1D(int poolSize) {
        this.poolSize = Arguments.atLeastOne(className(), "poolSize", poolSize);
        this.strides = poolSize;
    }

    /** How far the window moves, in steps; its own size by default. */
    public L strides(int strides) {
        this.strides = Arguments.atLeastOne(className(), "strides", strides);
        return self();
    }

    /** What lies beyond the ends; {@link Padding#VALID} by default. */
    public L padding(Padding padding) {
        this.padding = padding;
        return self();
    }

    abstract L self();

    abstract Operand<TFloating> pool(Ops tf, Operand<TFloating> row, Size2D window, Size2D strides, Padding padding);

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 2);
        return Size2D.along(poolSize)
                .slide(className(), input.prepend(1), Size2D.along(strides), padding, input.get(1))
                .tail();
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> row = Sequences.toRow(forward.tf(), input);
        Size2D window = Size2D.along(poolSize);
        return Sequences.fromRow(forward.tf(), pool(forward.tf(), row, window, Size2D.along(strides), padding));
    }

    /** The operator of ONNX. */
    abstract OnnxNode onnxPool(OnnxGraph graph);

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        OnnxNode node = onnxPool(graph).input(graph.channelsFirst(input));
        return OnnxWindow.along(poolSize, strides, 1, padding)
                .on(input.shape(), node)
                .output(outputShape(input.shape()), Layout.CHANNELS_FIRST);
    }
}
