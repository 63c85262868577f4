package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The first of two inputs plus {@code scale} times the second: what Inception-ResNet adds up with. */
public final class ScaledResidual extends MergeLayer {
    private final double scale;

    /** @param scale such as 0.17, 0.1 or 0.2 in Inception-ResNet v2 */
    public ScaledResidual(double scale) {
        this.scale = scale;
    }

    @Override
    public String className() {
        return "CustomScaleLayer"; // Keras' name for it
    }

    @Override
    boolean takesTwoOnly() {
        return true;
    }

    @Override
    Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs) {
        Operand<TFloating> residual = inputs.get(1);
        Operand<TFloating> factor = tf.dtypes.cast(tf.constant(scale), residual.type());
        return tf.math.add(inputs.get(0), tf.math.mul(residual, factor));
    }

    @Override
    OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape) {
        OnnxValue residual = inputs.get(1);
        OnnxValue scaled = graph.node("Mul").input(residual).scalar(scale).outputLike(residual);
        return join(graph, "Add", List.of(inputs.get(0), scaled), shape);
    }
}
