package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.ResNet.normalization;
import static io.fovea.cnn.architectures.ResNet.relu;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import org.tensorflow.ndarray.Shape;

/**
 * DenseNet-121, 169 and 201: Huang et al. (2017), arXiv:1608.06993, Table 1, growth rate 32, as in Keras. 8,062,504,
 * 14,307,880 and 20,242,984 parameters at 224 x 224 x 3 and 1000 classes.
 */
record DenseNet(String name, int thirdBlocks, int fourthBlocks) implements Architecture {
    private static final int GROWTH = 32;

    static DenseNet densenet121() {
        return new DenseNet("densenet121", 24, 16);
    }

    static DenseNet densenet169() {
        return new DenseNet("densenet169", 32, 32);
    }

    static DenseNet densenet201() {
        return new DenseNet("densenet201", 48, 32);
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
        return ImageNetPreprocessing.Mode.TORCH;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new ZeroPadding2D(3))
                .then(new Conv2D(64, 7).strides(2).withoutBias().named("conv1_conv")) // [112, 112, 64]
                .then(normalization("conv1_bn"))
                .then(relu("conv1_relu"))
                .then(new ZeroPadding2D(1))
                .then(new MaxPooling2D(3).strides(2).named("pool1")); //                 [ 56,  56, 64]
        x = transition(dense(x, "conv2", 6), "pool2"); //                                [ 28,  28, 128]
        x = transition(dense(x, "conv3", 12), "pool3"); //                               [ 14,  14, 256]
        x = transition(dense(x, "conv4", thirdBlocks), "pool4"); //                      [  7,   7]
        return dense(x, "conv5", fourthBlocks).then(normalization("bn")).then(relu("relu"));
    }

    private static SymbolicTensor dense(SymbolicTensor input, String name, int blocks) {
        SymbolicTensor x = input;
        for (int i = 1; i <= blocks; i++) {
            x = block(x, name + "_block" + i);
        }
        return x;
    }

    private static SymbolicTensor block(SymbolicTensor input, String name) {
        SymbolicTensor grown = input.then(normalization(name + "_0_bn"))
                .then(relu(name + "_0_relu"))
                .then(new Conv2D(4 * GROWTH, 1).withoutBias().named(name + "_1_conv"))
                .then(normalization(name + "_1_bn"))
                .then(relu(name + "_1_relu"))
                .then(new Conv2D(GROWTH, 3).padding(SAME).withoutBias().named(name + "_2_conv"));
        return new Concatenate().named(name + "_concat").apply(input, grown);
    }

    private static SymbolicTensor transition(SymbolicTensor input, String name) {
        int half = (int) input.shape().get(2) / 2;
        return input.then(normalization(name + "_bn"))
                .then(relu(name + "_relu"))
                .then(new Conv2D(half, 1).withoutBias().named(name + "_conv"))
                .then(new AveragePooling2D(2).named(name + "_pool"));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
