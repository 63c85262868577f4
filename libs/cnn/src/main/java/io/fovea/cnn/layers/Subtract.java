package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The first of two inputs less the second. */
public final class Subtract extends MergeLayer {
    @Override
    boolean takesTwoOnly() {
        return true;
    }

    @Override
    Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs) {
        return tf.math.sub(inputs.get(0), inputs.get(1));
    }

    @Override
    OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape) {
        return join(graph, "Sub", inputs, shape);
    }
}
