package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import org.tensorflow.ndarray.Shape;

/**
 * The feed-forward net on CIFAR-10 of chapter 18 of Jansen's "Machine Learning for Algorithmic Trading". 3,590,642 parameters
 * at 32 x 32 x 3 and 10 classes.
 */
final class CifarMlp implements Architecture {
    @Override
    public String name() {
        return "cifarmlp";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return input.then(new Flatten().named("flatten")) //                   [3072]
                .then(new Dense(1000).activation(RELU).named("dense1")) //     [1000]
                .then(new Dropout(0.2).named("dropout1"))
                .then(new Dense(512).activation(RELU).named("dense2")); //     [512]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(classes).named("dense3"));
    }
}
