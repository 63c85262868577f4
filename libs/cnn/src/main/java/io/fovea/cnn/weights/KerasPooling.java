package io.fovea.cnn.weights;

import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.AveragePooling1D;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.GlobalAveragePooling1D;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling1D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import io.fovea.cnn.layers.MaxPooling1D;
import io.fovea.cnn.layers.MaxPooling2D;
import java.util.Map;
import java.util.function.Function;

/** Pooling layers, from their configuration. */
final class KerasPooling {
    static final Map<String, Function<KerasConfig, Layer>> BUILDERS = Map.of(
            "MaxPooling1D",
                    config -> new MaxPooling1D(config.square("pool_size"))
                            .strides(config.square("strides"))
                            .padding(config.padding()),
            "AveragePooling1D",
                    config -> new AveragePooling1D(config.square("pool_size"))
                            .strides(config.square("strides"))
                            .padding(config.padding()),
            "MaxPooling2D",
                    config -> new MaxPooling2D(config.size("pool_size", 0), config.size("pool_size", 1))
                            .strides(config.size("strides", 0), config.size("strides", 1))
                            .padding(config.padding()),
            "AveragePooling2D",
                    config -> new AveragePooling2D(config.size("pool_size", 0), config.size("pool_size", 1))
                            .strides(config.size("strides", 0), config.size("strides", 1))
                            .padding(config.padding()),
            "GlobalMaxPooling1D",
                    config -> keepDims(config) ? new GlobalMaxPooling1D().keepDims() : new GlobalMaxPooling1D(),
            "GlobalMaxPooling2D",
                    config -> keepDims(config) ? new GlobalMaxPooling2D().keepDims() : new GlobalMaxPooling2D(),
            "GlobalAveragePooling1D",
                    config -> keepDims(config) ? new GlobalAveragePooling1D().keepDims() : new GlobalAveragePooling1D(),
            "GlobalAveragePooling2D",
                    config ->
                            keepDims(config) ? new GlobalAveragePooling2D().keepDims() : new GlobalAveragePooling2D());

    private KerasPooling() {}

    private static boolean keepDims(KerasConfig config) {
        return config.flag("keepdims", false);
    }
}
