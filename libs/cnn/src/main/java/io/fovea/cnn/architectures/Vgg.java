package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * VGG-16 and VGG-19: Simonyan and Zisserman (2015), arXiv:1409.1556, Table 1, columns D and E. 138,357,544 and 143,667,240
 * parameters at 224 x 224 x 3 and 1000 classes.
 *
 * @param deepConvolutions in each of the blocks 3 to 5
 */
record Vgg(String name, int deepConvolutions) implements Architecture {
    static Vgg vgg16() {
        return new Vgg("vgg16", 3);
    }

    static Vgg vgg19() {
        return new Vgg("vgg19", 4);
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
        SymbolicTensor x = block(Inputs.of(this, input), 1, 64, 2); //      [112, 112,  64]
        x = block(x, 2, 128, 2); //                        [ 56,  56, 128]
        x = block(x, 3, 256, deepConvolutions); //         [ 28,  28, 256]
        x = block(x, 4, 512, deepConvolutions); //         [ 14,  14, 512]
        return block(x, 5, 512, deepConvolutions); //      [  7,   7, 512]
    }

    private static SymbolicTensor block(SymbolicTensor input, int block, int filters, int convolutions) {
        SymbolicTensor x = input;
        for (int i = 1; i <= convolutions; i++) {
            x = x.then(
                    new Conv2D(filters, 3).padding(SAME).activation(RELU).named("block%d_conv%d".formatted(block, i)));
        }
        return x.then(new MaxPooling2D(2).named("block%d_pool".formatted(block)));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Flatten().named("flatten"))
                .then(new Dense(4096).activation(RELU).named("fc1"))
                .then(new Dense(4096).activation(RELU).named("fc2"))
                .then(new Dense(classes).named("predictions"));
    }
}
