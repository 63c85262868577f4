package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * Makes images larger by whole numbers: {@code [batch, height, width, channels]} to {@code [batch, height * vertical, width *
 * horizontal, channels]}.
 */
public final class UpSampling2D extends UnaryLayer {
    private final Size2D factors;
    private final Interpolation interpolation;

    /** Twice as large, to the nearest pixel: Keras' defaults. */
    public UpSampling2D() {
        this(2);
    }

    /** To the nearest pixel: each is repeated. */
    public UpSampling2D(int factor) {
        this(factor, Interpolation.NEAREST);
    }

    /** As many times as large in both directions. */
    public UpSampling2D(int factor, Interpolation interpolation) {
        this(factor, factor, interpolation);
    }

    /** @throws IllegalArgumentException where a factor is below 1 */
    public UpSampling2D(int vertical, int horizontal, Interpolation interpolation) {
        this.factors = new Size2D(vertical, horizontal);
        this.interpolation = interpolation;
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, 3);
        return Shape.of(input.get(0) * factors.height(), input.get(1) * factors.width(), input.get(2));
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Shape output = outputShape(input.shape().tail());
        return interpolation.resize(forward.tf(), input, (int) output.get(0), (int) output.get(1));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return interpolation.resize(graph, graph.channelsFirst(input), outputShape(input.shape()));
    }
}
