package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Activation.TANH;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import org.tensorflow.ndarray.Shape;

/**
 * LeNet-5: LeCun et al. (1998), simplified as in chapter 18 of Jansen's "Machine Learning for Algorithmic Trading": full
 * connections from pool2 to conv3, and logits in place of radial basis functions.
 *
 * <p>303,626 parameters at 28 x 28 x 1 and 10 classes.
 */
final class LeNet5 implements Architecture {
    @Override
    public String name() {
        return "lenet5";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(28, 28, 1);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv2D(6, 5).activation(RELU).named("conv1")) //  [24, 24,   6]
                .then(new AveragePooling2D(2).strides(1).named("pool1")) //     [23, 23,   6]
                .then(new Conv2D(16, 5).activation(TANH).named("conv2")) //     [19, 19,  16]
                .then(new AveragePooling2D(2).named("pool2")) //                [ 9,  9,  16]
                .then(new Conv2D(120, 5).activation(TANH).named("conv3")) //    [ 5,  5, 120]
                .then(new Flatten().named("flatten")); //                       [3000]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(84).activation(TANH).named("fc6")) //    [84]
                .then(new Dense(classes).named("fc7")); //                      logits
    }
}
