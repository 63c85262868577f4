package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.InceptionBlocks.convolution;
import static io.fovea.cnn.architectures.InceptionBlocks.joined;
import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.ScaledResidual;
import org.tensorflow.ndarray.Shape;

/**
 * Inception-ResNet v2: Szegedy et al. (2017), arXiv:1602.07261, Figure 15, as in Keras. 55,873,736 parameters at 299 x 299 x
 * 3 and 1000 classes.
 */
final class InceptionResNetV2 implements Architecture {
    @Override
    public String name() {
        return "inceptionresnetv2";
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
        return 75;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.TF;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor x = mixed5b(stem(Inputs.of(this, input))); //                           [35, 35,  320]
        for (int i = 1; i <= 10; i++) {
            x = block35(x, "block35_" + i);
        }
        x = mixed6a(x); //                                                    [17, 17, 1088]
        for (int i = 1; i <= 20; i++) {
            x = block17(x, "block17_" + i);
        }
        x = mixed7a(x); //                                                    [ 8,  8, 2080]
        for (int i = 1; i <= 10; i++) {
            x = block8(x, "block8_" + i, i == 10);
        }
        SymbolicTensor last = x.then(new Conv2D(1536, 1).withoutBias().named("conv_7b"));
        return last.then(new BatchNormalization().withoutScale().named("conv_7b_bn"))
                .then(new ActivationLayer(RELU).named("conv_7b_ac")); //      [ 8,  8, 1536]
    }

    private static SymbolicTensor stem(SymbolicTensor input) {
        SymbolicTensor x = convolution(input, 32, 3, 3, 2, VALID); //         [149, 149,  32]
        x = convolution(x, 32, 3, 3, 1, VALID); //                            [147, 147,  32]
        x = convolution(x, 64, 3, 3).then(new MaxPooling2D(3).strides(2)); // [ 73,  73,  64]
        x = convolution(x, 80, 1, 1, 1, VALID);
        return convolution(x, 192, 3, 3, 1, VALID).then(new MaxPooling2D(3).strides(2)); // [35, 35, 192]
    }

    private static SymbolicTensor mixed5b(SymbolicTensor x) {
        SymbolicTensor one = convolution(x, 96, 1, 1);
        SymbolicTensor five = convolution(convolution(x, 48, 1, 1), 64, 5, 5);
        SymbolicTensor three = convolution(convolution(convolution(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
        SymbolicTensor pooled =
                convolution(x.then(new AveragePooling2D(3).strides(1).padding(SAME)), 64, 1, 1);
        return joined("mixed_5b", one, five, three, pooled);
    }

    private static SymbolicTensor mixed6a(SymbolicTensor x) {
        SymbolicTensor three = convolution(x, 384, 3, 3, 2, VALID);
        SymbolicTensor twice = convolution(convolution(x, 256, 1, 1), 256, 3, 3);
        twice = convolution(twice, 384, 3, 3, 2, VALID);
        return joined("mixed_6a", three, twice, x.then(new MaxPooling2D(3).strides(2)));
    }

    private static SymbolicTensor mixed7a(SymbolicTensor x) {
        SymbolicTensor first = convolution(convolution(x, 256, 1, 1), 384, 3, 3, 2, VALID);
        SymbolicTensor second = convolution(convolution(x, 256, 1, 1), 288, 3, 3, 2, VALID);
        SymbolicTensor third = convolution(convolution(x, 256, 1, 1), 288, 3, 3);
        third = convolution(third, 320, 3, 3, 2, VALID);
        return joined("mixed_7a", first, second, third, x.then(new MaxPooling2D(3).strides(2)));
    }

    private static SymbolicTensor block35(SymbolicTensor x, String name) {
        SymbolicTensor one = convolution(x, 32, 1, 1);
        SymbolicTensor three = convolution(convolution(x, 32, 1, 1), 32, 3, 3);
        SymbolicTensor twice = convolution(convolution(convolution(x, 32, 1, 1), 48, 3, 3), 64, 3, 3);
        return residual(x, joined(name + "_mixed", one, three, twice), name, 0.17)
                .then(new ActivationLayer(RELU).named(name + "_ac"));
    }

    private static SymbolicTensor block17(SymbolicTensor x, String name) {
        SymbolicTensor one = convolution(x, 192, 1, 1);
        SymbolicTensor seven = convolution(convolution(convolution(x, 128, 1, 1), 160, 1, 7), 192, 7, 1);
        return residual(x, joined(name + "_mixed", one, seven), name, 0.1)
                .then(new ActivationLayer(RELU).named(name + "_ac"));
    }

    private static SymbolicTensor block8(SymbolicTensor x, String name, boolean last) {
        SymbolicTensor one = convolution(x, 192, 1, 1);
        SymbolicTensor three = convolution(convolution(convolution(x, 192, 1, 1), 224, 1, 3), 256, 3, 1);
        SymbolicTensor sum = residual(x, joined(name + "_mixed", one, three), name, last ? 1 : 0.2);
        return last ? sum : sum.then(new ActivationLayer(RELU).named(name + "_ac"));
    }

    private static SymbolicTensor residual(SymbolicTensor x, SymbolicTensor mixed, String name, double scale) {
        Layer up = new Conv2D((int) x.shape().get(2), 1).named(name + "_conv");
        return new ScaledResidual(scale).apply(x, mixed.then(up));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
