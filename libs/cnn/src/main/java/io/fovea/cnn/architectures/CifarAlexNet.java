package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * AlexNet for CIFAR-10, as in chapter 18 of Jansen's "Machine Learning for Algorithmic Trading": smaller kernels, batch
 * normalisation. 21,592,330 parameters, 21,591,114 of them trainable, at 32 x 32 x 3 and 10 classes.
 */
final class CifarAlexNet implements Architecture {
    @Override
    public String name() {
        return "cifaralexnet";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv2D(96, 3)
                        .strides(2)
                        .padding(SAME)
                        .activation(RELU)
                        .named("conv1"))
                .then(new MaxPooling2D(2).named("pool1")) //              [8, 8,  96]
                .then(new BatchNormalization().named("norm1"))
                .then(new Conv2D(256, 5).padding(SAME).activation(RELU).named("conv2"))
                .then(new MaxPooling2D(3).strides(2).named("pool2")) //   [3, 3, 256]
                .then(new BatchNormalization().named("norm2"))
                .then(new Conv2D(384, 3).padding(SAME).activation(RELU).named("conv3"))
                .then(new Conv2D(384, 3).padding(SAME).activation(RELU).named("conv4"))
                .then(new Conv2D(256, 3).padding(SAME).activation(RELU).named("conv5"))
                .then(new MaxPooling2D(3).strides(2).named("pool5")) //   [1, 1, 256]
                .then(new BatchNormalization().named("norm5"))
                .then(new Flatten().named("flatten"));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(4096).activation(RELU).named("fc1"))
                .then(new Dropout(0.4).named("drop1"))
                .then(new Dense(4096).activation(RELU).named("fc2"))
                .then(new Dropout(0.4).named("drop2"))
                .then(new Dense(classes).named("logits"));
    }
}
