package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * Network in Network on CIFAR-10: Lin et al. (2014), arXiv:1312.4400. 966,986 parameters at 32 x 32 x 3 and 10 classes.
 */
final class NetworkInNetwork implements Architecture {
    @Override
    public String name() {
        return "networkinnetwork";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(convolution(192, 5, "conv1"))
                .then(convolution(160, 1, "cccp1"))
                .then(convolution(96, 1, "cccp2"))
                .then(new MaxPooling2D(3).strides(2).padding(SAME).named("pool1")) //      [16, 16,  96]
                .then(new Dropout(0.5).named("drop1"))
                .then(convolution(192, 5, "conv2"))
                .then(convolution(192, 1, "cccp3"))
                .then(convolution(192, 1, "cccp4"))
                .then(new AveragePooling2D(3).strides(2).padding(SAME).named("pool2")) //  [ 8,  8, 192]
                .then(new Dropout(0.5).named("drop2"))
                .then(convolution(192, 3, "conv3"))
                .then(convolution(192, 1, "cccp5")); //                                    [ 8,  8, 192]
    }

    private static Layer convolution(int filters, int kernelSize, String name) {
        return new Conv2D(filters, kernelSize).padding(SAME).activation(RELU).named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(convolution(classes, 1, "cccp6")).then(new GlobalAveragePooling2D().named("pool3"));
    }
}
