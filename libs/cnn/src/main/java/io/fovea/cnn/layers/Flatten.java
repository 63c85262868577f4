package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** All axes but the batch in one, row-major: {@code [batch, ...]} to {@code [batch, values]}. */
public final class Flatten extends UnaryLayer {
    @Override
    protected Shape outputShape(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        long values = input.shape().tail().size();
        return forward.tf().reshape(input, forward.tf().constant(new long[] {-1, values}));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return graph.reshape(graph.channelsLast(input), outputShape(input.shape()), Layout.CHANNELS_LAST);
    }
}
