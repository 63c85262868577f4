package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.Layer;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * A small network that reads house numbers, which two cores train in minutes: four convolutions and a dense layer, each with batch
 * normalisation, in the manner of Goodfellow et al. (2014), arXiv:1312.6082, who have eight and two. Published nowhere.
 *
 * <p>588,890 parameters at 32 x 64 x 1 and 10 classes, 588,026 of them trainable.
 */
final class SvhnCnn implements Architecture {
    @Override
    public String name() {
        return "svhncnn";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(32, 64, 1);
    }

    @Override
    public int minimumSize() {
        return 8; // three times halved
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        SymbolicTensor pooled1 = pooled(block(Inputs.of(this, input), 1, 16, 5), 1); // [16, 32, 16]
        SymbolicTensor pooled2 = pooled(block(pooled1, 2, 32, 3), 2); //                [ 8, 16, 32]
        SymbolicTensor pooled3 = pooled(block(pooled2, 3, 64, 3), 3); //                [ 4,  8, 64]
        return block(pooled3, 4, 64, 3)
                .then(new Flatten().named("flatten")) //                                [2048]
                .then(new Dense(256).withoutBias().named("fc1"))
                .then(normalization(5))
                .then(new ActivationLayer(RELU).named("relu5"))
                .then(new Dropout(0.3).named("drop5")); //                              [256]
    }

    private static SymbolicTensor block(SymbolicTensor input, int number, int filters, int kernelSize) {
        return input.then(new Conv2D(filters, kernelSize)
                        .padding(SAME)
                        .withoutBias()
                        .named("conv" + number))
                .then(normalization(number))
                .then(new ActivationLayer(RELU).named("relu" + number));
    }

    /** Its moving means settle in some 30 steps, for data sets of a few thousand numbers. */
    private static Layer normalization(int number) {
        return new BatchNormalization().momentum(0.9).named("norm" + number);
    }

    private static SymbolicTensor pooled(SymbolicTensor input, int number) {
        return input.then(new MaxPooling2D(2).named("pool" + number));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(classes).named("logits"));
    }
}
