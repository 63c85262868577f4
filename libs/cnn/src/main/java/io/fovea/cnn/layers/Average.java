package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The mean of its inputs. */
public final class Average extends MergeLayer {
    @Override
    Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs) {
        Operand<TFloating> sum = sum(tf, inputs);
        return tf.math.mul(sum, tf.dtypes.cast(tf.constant(1.0 / inputs.size()), sum.type()));
    }

    @Override
    OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape) {
        OnnxValue sum = join(graph, "Add", inputs, shape);
        return graph.node("Mul").input(sum).scalar(1.0 / inputs.size()).outputLike(sum);
    }
}
