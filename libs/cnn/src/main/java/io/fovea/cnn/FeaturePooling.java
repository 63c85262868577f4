package io.fovea.cnn;

import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** What becomes of a layer's output {@code [batch, height, width, channels]} before it is given out as features. */
public enum FeaturePooling {
    /** As it is. */
    NONE,
    /** The mean of each channel, {@code [batch, channels]}: Keras' {@code pooling="avg"}. */
    AVERAGE,
    /** The largest value of each channel, {@code [batch, channels]}: Keras' {@code pooling="max"}. */
    MAX;

    Operand<TFloating> apply(Forward forward, Operand<TFloating> features) {
        if (this == NONE) {
            return features;
        }
        if (features.shape().numDimensions() != 4) {
            throw new IllegalArgumentException(
                    "Features of the shape %s (batch first) cannot be pooled: they have no height and width."
                            .formatted(features.shape()));
        }
        Layer pooling = this == AVERAGE ? new GlobalAveragePooling2D() : new GlobalMaxPooling2D();
        return pooling.forward(forward, List.of(features)).get(0);
    }
}
