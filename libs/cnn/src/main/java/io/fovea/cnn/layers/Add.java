package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The sum of its inputs, such as a shortcut and a residual. */
public final class Add extends MergeLayer {
    @Override
    Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs) {
        return sum(tf, inputs);
    }

    @Override
    OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape) {
        return join(graph, "Add", inputs, shape);
    }
}
