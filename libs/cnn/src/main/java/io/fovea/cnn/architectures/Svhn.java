package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * House numbers read whole, as in chapter 18 of Jansen's "Machine Learning for Algorithmic Trading": VGG-16 without its top, two
 * dense layers with batch normalisation, and a head for how many digits there are and one for each digit, after Goodfellow et al.
 * (2014), arXiv:1312.6082.
 *
 * <p>What elsewhere is the number of classes is here the longest number of digits, the chapter's 4 or SVHN's 5. Heads are
 * {@code n_digits} (logits of 1 to the longest), {@code d1} (10 digits) and {@code d2} on (10 digits, then 10 for none).
 * 14,888,559 parameters at 32 x 32 x 3 and 4 digits.
 */
final class Svhn implements Architecture {
    private static final int DIGITS = 10;

    private final Architecture backbone = Vgg.vgg16();

    @Override
    public String name() {
        return "svhn";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public int defaultClasses() {
        return 4;
    }

    @Override
    public int minimumSize() {
        return backbone.minimumSize();
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return backbone.preprocessing();
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return backbone.features(Inputs.of(this, input)) //       [1, 1, 512]
                .then(new Flatten().named("flatten")) //          [512]
                .then(new BatchNormalization().named("norm1"))
                .then(new Dense(256).named("fc1"))
                .then(new BatchNormalization().named("norm2"))
                .then(new ActivationLayer(RELU).named("relu2"))
                .then(new Dense(128).named("fc2"))
                .then(new BatchNormalization().named("norm3"))
                .then(new ActivationLayer(RELU).named("relu3")); // [128]
    }

    @Override
    public List<SymbolicTensor> heads(SymbolicTensor features, int longest) {
        List<SymbolicTensor> heads = new ArrayList<>();
        heads.add(features.then(new Dense(longest).named("n_digits")));
        for (int digit = 1; digit <= longest; digit++) {
            int classes = digit == 1 ? DIGITS : DIGITS + 1; // a number has a first digit
            heads.add(features.then(new Dense(classes).named("d" + digit)));
        }
        return heads;
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int longest) {
        return new Concatenate().named("logits").apply(heads(features, longest).toArray(SymbolicTensor[]::new));
    }
}
