package io.fovea.benchmarks.networks;

import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.ReLU;
import org.tensorflow.ndarray.Shape;

/**
 * ResNet-20 for CIFAR-10: He et al. (2015), arXiv:1512.03385, section 4.2, with projections where the shape changes (their
 * option B).
 */
final class ResNet20 implements Architecture {
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
        SymbolicTensor x = normalized(input, 16, 3, 1).then(new ReLU()); // [32, 32, 16]
        x = block(block(block(x, 16, 1), 16, 1), 16, 1); //                 [32, 32, 16]
        x = block(block(block(x, 32, 2), 32, 1), 32, 1); //                 [16, 16, 32]
        x = block(block(block(x, 64, 2), 64, 1), 64, 1); //                 [ 8,  8, 64]
        return x.then(new GlobalAveragePooling2D());
    }

    private static SymbolicTensor block(SymbolicTensor input, int filters, int strides) {
        SymbolicTensor x = normalized(input, filters, 3, strides).then(new ReLU());
        SymbolicTensor shortcut = strides == 1 ? input : normalized(input, filters, 1, strides);
        return new Add().apply(normalized(x, filters, 3, 1), shortcut).then(new ReLU());
    }

    private static SymbolicTensor normalized(SymbolicTensor input, int filters, int kernelSize, int strides) {
        return input.then(new Conv2D(filters, kernelSize)
                        .strides(strides)
                        .padding(SAME)
                        .withoutBias())
                .then(new BatchNormalization());
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Dense(classes));
    }
}
