package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.LocalResponseNormalization;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * AlexNet: Krizhevsky et al. (2012), Figure 2, its two halves as groups. 60,965,224 parameters at 227 x 227 x 3 and 1000
 * classes.
 */
final class AlexNet implements Architecture {
    @Override
    public String name() {
        return "alexnet";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(227, 227, 3);
    }

    @Override
    public int defaultClasses() {
        return 1000;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv2D(96, 11).strides(4).activation(RELU).named("conv1")) //    [55, 55,  96]
                .then(new LocalResponseNormalization().named("norm1"))
                .then(new MaxPooling2D(3).strides(2).named("pool1")) //                        [27, 27,  96]
                .then(new Conv2D(256, 5)
                        .groups(2)
                        .padding(SAME)
                        .activation(RELU)
                        .named("conv2"))
                .then(new LocalResponseNormalization().named("norm2"))
                .then(new MaxPooling2D(3).strides(2).named("pool2")) //                        [13, 13, 256]
                .then(new Conv2D(384, 3).padding(SAME).activation(RELU).named("conv3"))
                .then(new Conv2D(384, 3)
                        .groups(2)
                        .padding(SAME)
                        .activation(RELU)
                        .named("conv4"))
                .then(new Conv2D(256, 3)
                        .groups(2)
                        .padding(SAME)
                        .activation(RELU)
                        .named("conv5"))
                .then(new MaxPooling2D(3).strides(2).named("pool5")); //                       [ 6,  6, 256]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Flatten().named("flatten"))
                .then(new Dense(4096).activation(RELU).named("fc6"))
                .then(new Dropout(0.5).named("drop6"))
                .then(new Dense(4096).activation(RELU).named("fc7"))
                .then(new Dropout(0.5).named("drop7"))
                .then(new Dense(classes).named("fc8"));
    }
}
