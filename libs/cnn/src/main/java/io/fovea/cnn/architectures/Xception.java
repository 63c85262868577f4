package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.ResNet.relu;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.SeparableConv2D;
import org.tensorflow.ndarray.Shape;

/**
 * Xception: Chollet (2017), arXiv:1610.02357, Figure 5, as in Keras. 22,910,480 parameters at 299 x 299 x 3 and 1000 classes.
 */
final class Xception implements Architecture {
    @Override
    public String name() {
        return "xception";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(299, 299, 3);
    }

    @Override
    public int defaultClasses() {
        return 1000;
    }

    @Override
    public int minimumSize() {
        return 71;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.TF;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = Inputs.of(this, input)
                .then(new Conv2D(32, 3).strides(2).withoutBias().named("block1_conv1"))
                .then(new BatchNormalization().named("block1_conv1_bn"))
                .then(relu("block1_conv1_act")) //                                     [149, 149,   32]
                .then(new Conv2D(64, 3).withoutBias().named("block1_conv2"))
                .then(new BatchNormalization().named("block1_conv2_bn"))
                .then(relu("block1_conv2_act")); //                                    [147, 147,   64]
        x = reducing(x, "block2", 128, 128, false); //                                 [ 74,  74,  128]
        x = reducing(x, "block3", 256, 256, true); //                                  [ 37,  37,  256]
        x = reducing(x, "block4", 728, 728, true); //                                  [ 19,  19,  728]
        for (int block = 5; block <= 12; block++) {
            x = middle(x, "block" + block);
        }
        x = reducing(x, "block13", 728, 1024, true); //                                [ 10,  10, 1024]
        return x.then(separable(1536, "block14_sepconv1"))
                .then(new BatchNormalization().named("block14_sepconv1_bn"))
                .then(relu("block14_sepconv1_act"))
                .then(separable(2048, "block14_sepconv2"))
                .then(new BatchNormalization().named("block14_sepconv2_bn"))
                .then(relu("block14_sepconv2_act")); //                                [ 10,  10, 2048]
    }

    private static SymbolicTensor reducing(
            SymbolicTensor input, String name, int first, int second, boolean activatedFirst) {
        SymbolicTensor residual = input.then(
                        new Conv2D(second, 1).strides(2).padding(SAME).withoutBias())
                .then(new BatchNormalization());
        SymbolicTensor x = activatedFirst ? input.then(relu(name + "_sepconv1_act")) : input;
        x = x.then(separable(first, name + "_sepconv1"))
                .then(new BatchNormalization().named(name + "_sepconv1_bn"))
                .then(relu(name + "_sepconv2_act"))
                .then(separable(second, name + "_sepconv2"))
                .then(new BatchNormalization().named(name + "_sepconv2_bn"))
                .then(new MaxPooling2D(3).strides(2).padding(SAME).named(name + "_pool"));
        return new Add().apply(x, residual);
    }

    private static SymbolicTensor middle(SymbolicTensor input, String name) {
        SymbolicTensor x = input;
        for (int i = 1; i <= 3; i++) {
            x = x.then(relu(name + "_sepconv%d_act".formatted(i)))
                    .then(separable(728, name + "_sepconv" + i))
                    .then(new BatchNormalization().named(name + "_sepconv%d_bn".formatted(i)));
        }
        return new Add().apply(x, input);
    }

    private static Layer separable(int filters, String name) {
        return new SeparableConv2D(filters, 3).padding(SAME).withoutBias().named(name);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
