package io.fovea.trainer.training;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.AveragePooling1D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GlobalAveragePooling1D;
import io.fovea.cnn.layers.GlobalMaxPooling1D;
import io.fovea.cnn.layers.MaxPooling1D;
import io.fovea.cnn.layers.Padding;
import io.fovea.pipeline.SequenceLayer;
import java.util.List;

/** The network that a pipeline on bars declares layer by layer. */
final class SequenceNetwork {
    private SequenceNetwork() {}

    /**
     * From windows {@code [rows, channels]} to one number.
     *
     * @throws IllegalArgumentException where a layer does not fit
     */
    static SymbolicTensor score(SymbolicTensor window, List<SequenceLayer> layers) {
        SymbolicTensor last = window;
        for (SequenceLayer layer : layers) {
            last = then(last, layer);
        }
        return flat(last).then(new Dense(1).named("output"));
    }

    private static SymbolicTensor then(SymbolicTensor input, SequenceLayer layer) {
        if (layer instanceof SequenceLayer.Conv1D conv) {
            return input.then(conv(conv));
        }
        if (layer instanceof SequenceLayer.MaxPooling1D pool) {
            return input.then(new MaxPooling1D(pool.poolSize()));
        }
        if (layer instanceof SequenceLayer.AveragePooling1D pool) {
            return input.then(new AveragePooling1D(pool.poolSize()));
        }
        if (layer instanceof SequenceLayer.Dropout dropout) {
            return input.then(new Dropout(dropout.rate()));
        }
        if (layer instanceof SequenceLayer.Dense dense) {
            return flat(input).then(new Dense(dense.units()).activation(Activation.named(dense.activation())));
        }
        return input.then(
                layer instanceof SequenceLayer.GlobalMaxPooling1D
                        ? new GlobalMaxPooling1D()
                        : layer instanceof SequenceLayer.GlobalAveragePooling1D
                                ? new GlobalAveragePooling1D()
                                : new BatchNormalization());
    }

    private static Conv1D conv(SequenceLayer.Conv1D declared) {
        Conv1D conv = new Conv1D(declared.filters(), declared.kernelSize())
                .strides(declared.strides())
                .dilation(declared.dilationRate())
                .activation(Activation.named(declared.activation()));
        return switch (declared.padding()) {
            case "causal" -> conv.causal();
            case "same" -> conv.padding(Padding.SAME);
            default -> conv;
        };
    }

    private static SymbolicTensor flat(SymbolicTensor features) {
        return features.shape().numDimensions() > 1 ? features.then(new Flatten()) : features;
    }
}
