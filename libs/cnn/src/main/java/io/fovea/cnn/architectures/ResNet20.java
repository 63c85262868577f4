package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.ResNet.relu;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import org.tensorflow.ndarray.Shape;

/**
 * ResNet-20 for CIFAR-10: He et al. (2016), arXiv:1512.03385, section 4.2 with n = 3, as in Keras' example {@code resnet_v1}: where
 * the shape changes, a 1 x 1 convolution without normalisation is the shortcut. 274,442 parameters, 273,066 of them trainable, at
 * 32 x 32 x 3 and 10 classes.
 *
 * <p>The paper's own shortcut there has no weights (option A: every second pixel, padded with channels of zeros), which leaves
 * 269,722 trainable parameters. Keras' form is the one that Keras' users have, and whose total is published. The weight decay of
 * 1e-4 is the optimizer's to add.
 */
final class ResNet20 implements Architecture {
    private static final int BLOCKS = 3; // the paper's n: 6n + 2 layers

    @Override
    public String name() {
        return "resnet20";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 32, 3);
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(convolution("conv1_conv", 16, 3, 1)) // [32, 32, 16]
                .then(normalization("conv1_bn"))
                .then(relu("conv1_relu"));
        x = stack(x, "conv2", 16, 1); //                      [32, 32, 16]
        x = stack(x, "conv3", 32, 2); //                      [16, 16, 32]
        return stack(x, "conv4", 64, 2); //                   [ 8,  8, 64]
    }

    private static SymbolicTensor stack(SymbolicTensor input, String name, int filters, int strides) {
        SymbolicTensor x = block(input, name + "_block1", filters, strides);
        for (int i = 2; i <= BLOCKS; i++) {
            x = block(x, name + "_block" + i, filters, 1);
        }
        return x;
    }

    private static SymbolicTensor block(SymbolicTensor input, String name, int filters, int strides) {
        SymbolicTensor x = input.then(convolution(name + "_1_conv", filters, 3, strides))
                .then(normalization(name + "_1_bn"))
                .then(relu(name + "_1_relu"))
                .then(convolution(name + "_2_conv", filters, 3, 1))
                .then(normalization(name + "_2_bn"));
        SymbolicTensor shortcut = strides == 1 ? input : input.then(convolution(name + "_0_conv", filters, 1, strides));
        return new Add().named(name + "_add").apply(shortcut, x).then(relu(name + "_out"));
    }

    private static Layer convolution(String name, int filters, int kernelSize, int strides) {
        return new Conv2D(filters, kernelSize)
                .strides(strides)
                .padding(SAME)
                .kernelInitializer(Initializers.heNormal())
                .named(name);
    }

    private static Layer normalization(String name) {
        return new BatchNormalization().named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
