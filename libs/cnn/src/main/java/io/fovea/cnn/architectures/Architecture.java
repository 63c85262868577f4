package io.fovea.cnn.architectures;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import org.tensorflow.ndarray.Shape;

/** A published network, to be built for an input and a number of classes. */
public interface Architecture {
    /** Its name in {@link Architectures#named}. */
    String name();

    /** The shape of one example, {@code [height, width, channels]}, that it was published for. */
    Shape defaultInput();

    /**
     * The layers on {@code input}, such as pixels that a {@link io.fovea.cnn.layers.Rescaling} has scaled.
     *
     * @return logits {@code [batch, classes]}
     * @throws IllegalArgumentException where the input is too small
     */
    SymbolicTensor logits(SymbolicTensor input, int classes);

    /** From whatever {@code input} depends on to logits {@code [batch, classes]}. */
    default Model build(SymbolicTensor input, int classes) {
        return Model.of(logits(input, classes));
    }

    /** On floats of this shape (without batch axis), which the caller has scaled as the network expects. */
    default Model build(Shape input, int classes) {
        return build(Input.float32("input", input), classes);
    }
}
