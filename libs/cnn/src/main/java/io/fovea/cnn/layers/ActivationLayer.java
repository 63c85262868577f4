package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** An activation as a layer of its own; Keras calls it {@code Activation}. */
public final class ActivationLayer extends UnaryLayer {
    private final Activation activation;

    public ActivationLayer(Activation activation) {
        this.activation = activation;
    }

    @Override
    public String className() {
        return "Activation";
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return activation.apply(forward, input);
    }
}
