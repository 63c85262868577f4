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
 * What poolings over height and width have in common. Each setting returns the layer and is made before its first use.
 *
 * @param <L> the layer itself
 */
public abstract class Pooling2D<L extends Pooling2D<L>> extends UnaryLayer {
    private final Size2D poolSize;
    private Size2D strides;
    private Padding padding = Padding.VALID;

    Pooling2D(Size2D poolSize) {
        this.poolSize = poolSize;
        this.strides = poolSize;
    }

    /** How far the window moves, in pixels; its own size by default. */
    public L strides(int strides) {
        return strides(strides, strides);
    }

    /** How far the window moves down and to the right, in pixels. */
    public L strides(int vertical, int horizontal) {
        this.strides = new Size2D(vertical, horizontal);
        return self();
    }

    /** What lies beyond the edges; {@link Padding#VALID} by default. */
    public L padding(Padding padding) {
        this.padding = padding;
        return self();
    }

    abstract L self();

    abstract Operand<TFloating> pool(Ops tf, Operand<TFloating> image, Size2D window, Size2D strides, Padding padding);

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return poolSize.slide(className(), input, strides, padding, input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return pool(forward.tf(), input, poolSize, strides, padding);
    }

    /** The operator of ONNX. */
    abstract OnnxNode onnxPool(OnnxGraph graph);

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        OnnxNode node = onnxPool(graph).input(graph.channelsFirst(input));
        return OnnxWindow.of(poolSize, strides, Size2D.square(1), padding)
                .on(input.shape(), node)
                .output(outputShape(input.shape()), Layout.CHANNELS_FIRST);
    }
}
