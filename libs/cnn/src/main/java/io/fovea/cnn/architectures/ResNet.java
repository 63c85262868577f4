package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import org.tensorflow.ndarray.Shape;

/**
 * ResNet-50, 101 and 152: He et al. (2016), arXiv:1512.03385, Table 1, as in Keras. 25,636,712, 44,707,176 and 60,419,944
 * parameters at 224 x 224 x 3 and 1000 classes.
 *
 * @param thirdBlocks blocks of stack conv3; {@code fourthBlocks} of conv4
 */
record ResNet(String name, int thirdBlocks, int fourthBlocks) implements Architecture {
    static final double EPSILON = 1.001e-5;

    static ResNet resnet50() {
        return new ResNet("resnet50", 4, 6);
    }

    static ResNet resnet101() {
        return new ResNet("resnet101", 4, 23);
    }

    static ResNet resnet152() {
        return new ResNet("resnet152", 8, 36);
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
        return ImageNetPreprocessing.Mode.CAFFE;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new ZeroPadding2D(3).named("conv1_pad"))
                .then(new Conv2D(64, 7).strides(2).named("conv1_conv")) //    [112, 112,   64]
                .then(normalization("conv1_bn"))
                .then(relu("conv1_relu"))
                .then(new ZeroPadding2D(1).named("pool1_pad"))
                .then(new MaxPooling2D(3).strides(2).named("pool1_pool")); // [ 56,  56,   64]
        x = stack(x, "conv2", 64, 3, 1); //                                   [ 56,  56,  256]
        x = stack(x, "conv3", 128, thirdBlocks, 2); //                        [ 28,  28,  512]
        x = stack(x, "conv4", 256, fourthBlocks, 2); //                       [ 14,  14, 1024]
        return stack(x, "conv5", 512, 3, 2); //                               [  7,   7, 2048]
    }

    private static SymbolicTensor stack(SymbolicTensor input, String name, int filters, int blocks, int strides) {
        SymbolicTensor shortcut = input.then(
                        new Conv2D(4 * filters, 1).strides(strides).named(name + "_block1_0_conv"))
                .then(normalization(name + "_block1_0_bn"));
        SymbolicTensor x = block(input, shortcut, name + "_block1", filters, strides);
        for (int i = 2; i <= blocks; i++) {
            x = block(x, x, name + "_block" + i, filters, 1);
        }
        return x;
    }

    private static SymbolicTensor block(
            SymbolicTensor input, SymbolicTensor shortcut, String name, int filters, int strides) {
        SymbolicTensor x = input.then(new Conv2D(filters, 1).strides(strides).named(name + "_1_conv"))
                .then(normalization(name + "_1_bn"))
                .then(relu(name + "_1_relu"))
                .then(new Conv2D(filters, 3).padding(SAME).named(name + "_2_conv"))
                .then(normalization(name + "_2_bn"))
                .then(relu(name + "_2_relu"))
                .then(new Conv2D(4 * filters, 1).named(name + "_3_conv"))
                .then(normalization(name + "_3_bn"));
        return new Add().named(name + "_add").apply(shortcut, x).then(relu(name + "_out"));
    }

    static Layer normalization(String name) {
        return new BatchNormalization().epsilon(EPSILON).named(name);
    }

    static Layer relu(String name) {
        return new ActivationLayer(RELU).named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
