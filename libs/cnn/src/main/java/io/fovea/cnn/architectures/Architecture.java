package io.fovea.cnn.architectures;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * A published network, to be built for an input and a number of classes.
 *
 * <p>{@code build} gives the whole of it; {@link #features} and {@link #classifier} its two halves, so that another head can be put
 * on a backbone. Layers have the names of keras.applications where it has the network, so that its weight files fit.
 */
public interface Architecture {
    /** Its name in {@link Architectures#named}. */
    String name();

    /** The shape of one example that it was published for: {@code [height, width, channels]}, or {@code [steps, channels]}. */
    Shape defaultInput();

    /** How many classes, or outputs, it was published with. */
    default int defaultClasses() {
        return 10;
    }

    /** The smallest height and width that it takes, in pixels: Keras' {@code min_size} where Keras has the network. */
    default int minimumSize() {
        return 1;
    }

    /**
     * The layers on {@code input} without the classifier: Keras' {@code include_top=False}.
     *
     * @param input of {@link #minimumSize} or larger; what {@link #preprocessing} gives where published weights are to be loaded
     * @throws IllegalArgumentException where the input is too small, or has not as many axes as {@link #defaultInput}
     */
    SymbolicTensor features(SymbolicTensor input);

    /**
     * The classifier on {@link #features}: logits {@code [batch, classes]}; {@code [batch, height, width, classes]} where each pixel
     * is classified; where there are several {@link #heads}, their logits one after the other.
     */
    SymbolicTensor classifier(SymbolicTensor features, int classes);

    /** What {@link #build} makes the model's outputs, in order: the classifier, or several where several things are asked at once. */
    default List<SymbolicTensor> heads(SymbolicTensor features, int classes) {
        return List.of(classifier(features, classes));
    }

    /** Whether its features have weights that somebody thought of, so that there is nothing to train or to fetch. */
    default boolean isHandmade() {
        return false;
    }

    /** What Keras does to pixels before they go in; its published weights expect it. */
    default ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.NONE;
    }

    /** RGB pixels 0 to 255, {@code [batch, height, width, 3]}, as {@link #preprocessing} leaves them: what {@link #features} takes. */
    default SymbolicTensor preprocessed(SymbolicTensor pixels) {
        ImageNetPreprocessing.Mode mode = preprocessing();
        return mode == ImageNetPreprocessing.Mode.NONE ? pixels : pixels.then(new ImageNetPreprocessing(mode));
    }

    /**
     * From whatever {@code input} depends on to the logits of the {@link #heads}.
     *
     * @throws IllegalArgumentException as {@link #features}
     */
    default Model build(SymbolicTensor input, int classes) {
        return Model.of(heads(features(input), classes).toArray(SymbolicTensor[]::new));
    }

    /** On floats of this shape (without batch axis), which the caller has scaled as the network expects. */
    default Model build(Shape input, int classes) {
        return build(Input.float32("input", input), classes);
    }
}
