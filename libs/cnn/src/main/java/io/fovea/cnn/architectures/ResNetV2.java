package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.ResNet.normalization;
import static io.fovea.cnn.architectures.ResNet.relu;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import org.tensorflow.ndarray.Shape;

/**
 * ResNet-50, 101 and 152 with normalisation and activation before each convolution: He et al. (2016), arXiv:1603.05027, as
 * in Keras. 25,613,800 parameters for the 50 layers at 224 x 224 x 3 and 1000 classes.
 *
 * @param thirdBlocks blocks of stack conv3; {@code fourthBlocks} of conv4
 */
record ResNetV2(String name, int thirdBlocks, int fourthBlocks) implements Architecture {
    static ResNetV2 resnet50v2() {
        return new ResNetV2("resnet50v2", 4, 6);
    }

    static ResNetV2 resnet101v2() {
        return new ResNetV2("resnet101v2", 4, 23);
    }

    static ResNetV2 resnet152v2() {
        return new ResNetV2("resnet152v2", 8, 36);
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
    public int minimumSize() {
        return 32;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.TF;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new ZeroPadding2D(3).named("conv1_pad"))
                .then(new Conv2D(64, 7).strides(2).named("conv1_conv")) //    [112, 112,   64]
                .then(new ZeroPadding2D(1).named("pool1_pad"))
                .then(new MaxPooling2D(3).strides(2).named("pool1_pool")); // [ 56,  56,   64]
        x = stack(x, "conv2", 64, 3, 2); //                                   [ 28,  28,  256]
        x = stack(x, "conv3", 128, thirdBlocks, 2); //                        [ 14,  14,  512]
        x = stack(x, "conv4", 256, fourthBlocks, 2); //                       [  7,   7, 1024]
        x = stack(x, "conv5", 512, 3, 1); //                                  [  7,   7, 2048]
        return x.then(normalization("post_bn")).then(relu("post_relu"));
    }

    private static SymbolicTensor stack(SymbolicTensor input, String name, int filters, int blocks, int lastStrides) {
        SymbolicTensor x = block(input, name + "_block1", filters, 1, true);
        for (int i = 2; i < blocks; i++) {
            x = block(x, name + "_block" + i, filters, 1, false);
        }
        return block(x, name + "_block" + blocks, filters, lastStrides, false);
    }

    private static SymbolicTensor block(
            SymbolicTensor input, String name, int filters, int strides, boolean convolvedShortcut) {
        SymbolicTensor before = input.then(normalization(name + "_preact_bn")).then(relu(name + "_preact_relu"));
        SymbolicTensor shortcut = convolvedShortcut
                ? before.then(new Conv2D(4 * filters, 1).strides(strides).named(name + "_0_conv"))
                : strides > 1 ? input.then(new MaxPooling2D(1).strides(strides)) : input;
        SymbolicTensor x = before.then(new Conv2D(filters, 1).withoutBias().named(name + "_1_conv"))
                .then(normalization(name + "_1_bn"))
                .then(relu(name + "_1_relu"))
                .then(new ZeroPadding2D(1).named(name + "_2_pad"))
                .then(new Conv2D(filters, 3).strides(strides).withoutBias().named(name + "_2_conv"))
                .then(normalization(name + "_2_bn"))
                .then(relu(name + "_2_relu"))
                .then(new Conv2D(4 * filters, 1).named(name + "_3_conv"));
        return new Add().named(name + "_out").apply(shortcut, x);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
