package io.fovea.cnn.architectures;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import org.tensorflow.ndarray.Shape;

/** A published network, to be built for an input and a number of classes. */
public interface Architecture {
    /** Its name in {@link Architectures#named}. */
    String name();

    /** The shape of one example, {@code [height, width, channels]}, that it was published for. */
    Shape defaultInput();

    /** How many classes, or outputs, it was published with. */
    default int defaultClasses() {
        return 10;
    }

    /**
     * The layers on {@code input} without the classifier: Keras' {@code include_top=False}.
     *
     * @throws IllegalArgumentException where the input is too small
     */
    SymbolicTensor features(SymbolicTensor input);

    /** The classifier on {@link #features}: logits {@code [batch, classes]}. */
    SymbolicTensor classifier(SymbolicTensor features, int classes);

    /** What Keras does to pixels before they go in; its published weights expect it. */
    default ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.NONE;
    }

    /** From whatever {@code input} depends on to logits {@code [batch, classes]}. */
    default Model build(SymbolicTensor input, int classes) {
        return Model.of(classifier(features(input), classes));
    }

    /** On floats of this shape (without batch axis), which the caller has scaled as the network expects. */
    default Model build(Shape input, int classes) {
        return build(Input.float32("input", input), classes);
    }
}
