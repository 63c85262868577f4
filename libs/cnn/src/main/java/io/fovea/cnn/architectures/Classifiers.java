package io.fovea.cnn.architectures;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.GlobalAveragePooling2D;

/** Ends that several networks share. */
final class Classifiers {
    private Classifiers() {}

    /** The mean of each channel, then one dense layer: {@code avg_pool}, {@code predictions}. */
    static SymbolicTensor pooled(SymbolicTensor features, int classes) {
        return features.then(new GlobalAveragePooling2D().named("avg_pool"))
                .then(new Dense(classes).named("predictions"));
    }
}
