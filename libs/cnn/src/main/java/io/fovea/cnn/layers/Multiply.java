package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The product of its inputs. */
public final class Multiply extends MergeLayer {
    @Override
    Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs) {
        return inputs.stream().reduce((a, b) -> tf.math.mul(a, b)).orElseThrow();
    }

    @Override
    OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape) {
        return join(graph, "Mul", inputs, shape);
    }
}
