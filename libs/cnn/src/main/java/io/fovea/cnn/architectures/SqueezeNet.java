package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * SqueezeNet 1.1: Iandola et al. (2016), arXiv:1602.07360, in the authors' later form. 1,235,496 parameters at 224 x 224 x 3
 * and 1000 classes.
 */
final class SqueezeNet implements Architecture {
    @Override
    public String name() {
        return "squeezenet";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(224, 224, 3);
    }

    @Override
    public int defaultClasses() {
        return 1000;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.CAFFE;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new Conv2D(64, 3).strides(2).activation(RELU).named("conv1")) // [111, 111, 64]
                .then(new MaxPooling2D(3).strides(2).named("pool1")); //                               [ 55,  55, 64]
        x = fire(fire(x, "fire2", 16, 64), "fire3", 16, 64) //                                         [ 55,  55, 128]
                .then(new MaxPooling2D(3).strides(2).named("pool3")); //                               [ 27,  27, 128]
        x = fire(fire(x, "fire4", 32, 128), "fire5", 32, 128) //                                       [ 27,  27, 256]
                .then(new MaxPooling2D(3).strides(2).named("pool5")); //                               [ 13,  13, 256]
        x = fire(fire(x, "fire6", 48, 192), "fire7", 48, 192); //                                      [ 13,  13, 384]
        return fire(fire(x, "fire8", 64, 256), "fire9", 64, 256); //                                   [ 13,  13, 512]
    }

    private static SymbolicTensor fire(SymbolicTensor input, String name, int squeezed, int expanded) {
        SymbolicTensor x = input.then(convolution(squeezed, 1, name + "/squeeze1x1"));
        return new Concatenate()
                .named(name + "/concat")
                .apply(
                        x.then(convolution(expanded, 1, name + "/expand1x1")),
                        x.then(convolution(expanded, 3, name + "/expand3x3")));
    }

    private static Layer convolution(int filters, int kernelSize, String name) {
        return new Conv2D(filters, kernelSize).padding(SAME).activation(RELU).named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dropout(0.5).named("drop9"))
                .then(convolution(classes, 1, "conv10"))
                .then(new GlobalAveragePooling2D().named("pool10"));
    }
}
