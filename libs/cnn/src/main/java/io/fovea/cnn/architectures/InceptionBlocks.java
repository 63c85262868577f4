package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Padding;

/** What Inception v3 and Inception-ResNet v2 are both made of. */
final class InceptionBlocks {
    private InceptionBlocks() {}

    static SymbolicTensor joined(String name, SymbolicTensor... branches) {
        return new Concatenate().named(name).apply(branches);
    }

    static SymbolicTensor convolution(SymbolicTensor input, int filters, int height, int width) {
        return convolution(input, filters, height, width, 1, SAME);
    }

    static SymbolicTensor convolution(
            SymbolicTensor input, int filters, int height, int width, int strides, Padding padding) {
        return input.then(new Conv2D(filters, height, width)
                        .strides(strides)
                        .padding(padding)
                        .withoutBias())
                .then(new BatchNormalization().withoutScale())
                .then(new ActivationLayer(RELU));
    }
}
