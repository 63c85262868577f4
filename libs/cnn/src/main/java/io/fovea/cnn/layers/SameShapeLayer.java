package io.fovea.cnn.layers;

import io.fovea.cnn.UnaryLayer;
import org.tensorflow.ndarray.Shape;

/** A layer whose output has its input's shape. */
public abstract class SameShapeLayer extends UnaryLayer {
    /** For layers of one's own too. */
    protected SameShapeLayer() {}

    @Override
    protected final Shape outputShape(Shape input) {
        return input;
    }
}
