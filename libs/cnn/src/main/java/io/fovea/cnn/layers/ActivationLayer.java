package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** An activation as a layer of its own, which Keras calls {@code Activation}. Any shape, which the output has too. */
public final class ActivationLayer extends SameShapeLayer {
    private final Activation activation;

    /** With one of Keras' functions. */
    public ActivationLayer(Activation activation) {
        this.activation = activation;
    }

    @Override
    public String className() {
        return "Activation";
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return activation.apply(forward, input);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return activation.onnx(graph, input);
    }
}
