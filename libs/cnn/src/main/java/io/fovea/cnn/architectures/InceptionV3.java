package io.fovea.cnn.architectures;

import static io.fovea.cnn.architectures.InceptionBlocks.convolution;
import static io.fovea.cnn.architectures.InceptionBlocks.joined;
import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * Inception v3: Szegedy et al. (2016), arXiv:1512.00567, Table 1, as in Keras. 23,851,784 parameters at 299 x 299 x 3 and
 * 1000 classes.
 */
final class InceptionV3 implements Architecture {
    @Override
    public String name() {
        return "inceptionv3";
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
        SymbolicTensor x = convolution(Inputs.of(this, input), 32, 3, 3, 2, VALID); //       [149, 149,   32]
        x = convolution(x, 32, 3, 3, 1, VALID); //                          [147, 147,   32]
        x = convolution(x, 64, 3, 3).then(new MaxPooling2D(3).strides(2)); // [73, 73,   64]
        x = convolution(x, 80, 1, 1, 1, VALID); //                          [ 73,  73,   80]
        x = convolution(x, 192, 3, 3, 1, VALID).then(new MaxPooling2D(3).strides(2)); // [35, 35, 192]
        x = mixed35(x, "mixed0", 32); //                                    [ 35,  35,  256]
        x = mixed35(x, "mixed1", 64); //                                    [ 35,  35,  288]
        x = mixed35(x, "mixed2", 64); //                                    [ 35,  35,  288]
        x = reduceTo17(x); //                                               [ 17,  17,  768]
        x = mixed17(x, "mixed4", 128);
        x = mixed17(x, "mixed5", 160);
        x = mixed17(x, "mixed6", 160);
        x = mixed17(x, "mixed7", 192); //                                   [ 17,  17,  768]
        x = reduceTo8(x); //                                                [  8,   8, 1280]
        x = mixed8(x, 0); //                                                [  8,   8, 2048]
        return mixed8(x, 1); //                                             [  8,   8, 2048]
    }

    private static SymbolicTensor mixed35(SymbolicTensor x, String name, int poolFilters) {
        SymbolicTensor one = convolution(x, 64, 1, 1);
        SymbolicTensor five = convolution(convolution(x, 48, 1, 1), 64, 5, 5);
        SymbolicTensor three = convolution(convolution(convolution(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
        return joined(name, one, five, three, pooled(x, poolFilters));
    }

    private static SymbolicTensor reduceTo17(SymbolicTensor x) {
        SymbolicTensor three = convolution(x, 384, 3, 3, 2, VALID);
        SymbolicTensor twice = convolution(convolution(x, 64, 1, 1), 96, 3, 3);
        twice = convolution(twice, 96, 3, 3, 2, VALID);
        return joined("mixed3", three, twice, x.then(new MaxPooling2D(3).strides(2)));
    }

    private static SymbolicTensor mixed17(SymbolicTensor x, String name, int filters) {
        SymbolicTensor one = convolution(x, 192, 1, 1);
        SymbolicTensor seven = convolution(convolution(x, filters, 1, 1), filters, 1, 7);
        seven = convolution(seven, 192, 7, 1);
        SymbolicTensor twice = convolution(convolution(x, filters, 1, 1), filters, 7, 1);
        twice = convolution(convolution(twice, filters, 1, 7), filters, 7, 1);
        twice = convolution(twice, 192, 1, 7);
        return joined(name, one, seven, twice, pooled(x, 192));
    }

    private static SymbolicTensor reduceTo8(SymbolicTensor x) {
        SymbolicTensor three = convolution(convolution(x, 192, 1, 1), 320, 3, 3, 2, VALID);
        SymbolicTensor seven = convolution(convolution(x, 192, 1, 1), 192, 1, 7);
        seven = convolution(convolution(seven, 192, 7, 1), 192, 3, 3, 2, VALID);
        return joined("mixed8", three, seven, x.then(new MaxPooling2D(3).strides(2)));
    }

    private static SymbolicTensor mixed8(SymbolicTensor x, int index) {
        SymbolicTensor one = convolution(x, 320, 1, 1);
        SymbolicTensor three = convolution(x, 384, 1, 1);
        three = joined("mixed9_" + index, convolution(three, 384, 1, 3), convolution(three, 384, 3, 1));
        SymbolicTensor twice = convolution(convolution(x, 448, 1, 1), 384, 3, 3);
        Layer join = new Concatenate();
        twice = join.apply(convolution(twice, 384, 1, 3), convolution(twice, 384, 3, 1));
        return joined("mixed" + (9 + index), one, three, twice, pooled(x, 192));
    }

    private static SymbolicTensor pooled(SymbolicTensor x, int filters) {
        return convolution(x.then(new AveragePooling2D(3).strides(1).padding(SAME)), filters, 1, 1);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return Classifiers.pooled(features, classes);
    }
}
