package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * The convolutional net on CIFAR-10 of chapter 18 of Jansen's "Machine Learning for Algorithmic Trading". 528,054 parameters at
 * 32 x 32 x 3 and 10 classes.
 */
final class CifarCnn implements Architecture {
    @Override
    public String name() {
        return "cifarcnn";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv2D(16, 2).padding(SAME).activation(RELU).named("conv1"))
                .then(new MaxPooling2D(2).named("pool1")) //           [16, 16, 16]
                .then(new Conv2D(32, 2).padding(SAME).activation(RELU).named("conv2"))
                .then(new MaxPooling2D(2).named("pool2")) //           [ 8,  8, 32]
                .then(new Conv2D(64, 2).padding(SAME).activation(RELU).named("conv3"))
                .then(new MaxPooling2D(2).named("pool3")) //           [ 4,  4, 64]
                .then(new Dropout(0.3).named("drop3"))
                .then(new Flatten().named("flatten")); //              [1024]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(500).activation(RELU).named("fc1"))
                .then(new Dropout(0.4).named("drop4"))
                .then(new Dense(classes).named("logits"));
    }
}
