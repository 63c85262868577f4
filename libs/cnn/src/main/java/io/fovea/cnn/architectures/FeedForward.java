package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import org.tensorflow.ndarray.Shape;

/**
 * The feed-forward net that LeNet-5 is measured against in chapter 18 of Jansen's "Machine Learning for Algorithmic
 * Trading". 669,706 parameters at 28 x 28 x 1 and 10 classes.
 */
final class FeedForward implements Architecture {
    @Override
    public String name() {
        return "ffnn";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(28, 28, 1);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return input.then(new Flatten().named("flatten")) //                 [784]
                .then(new Dense(512).activation(RELU).named("dense1")) //    [512]
                .then(new Dropout(0.2).named("dropout1"))
                .then(new Dense(512).activation(RELU).named("dense2")) //    [512]
                .then(new Dropout(0.2).named("dropout2"));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(classes).named("dense3")); //                logits
    }
}
