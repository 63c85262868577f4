package io.fovea.cli.export;

import java.util.Locale;

/** How a network is written. */
public enum Form {
    /** A whole network, for ONNX Runtime and others. */
    ONNX,
    /** A folder with a whole network and its signatures, for TensorFlow. */
    SAVEDMODEL,
    /** Weights by {@code layer/weight}. */
    SAFETENSORS,
    /** Weights that Keras' {@code load_weights} takes. */
    HDF5;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
