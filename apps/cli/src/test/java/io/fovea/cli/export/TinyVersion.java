package io.fovea.cli.export;

import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.weights.StoredWeights;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;

/** A small network as the trainer leaves it for the registry. */
public final class TinyVersion {
    private TinyVersion() {}

    /** Of pixels {@code [6, 6, 1]} to three logits. */
    public static Model network() {
        return Model.of(Input.uint8("image", Shape.of(6, 6, 1))
                .then(Rescaling.pixelsTo(0, 1))
                .then(new Conv2D(2, 3).named("conv"))
                .then(new BatchNormalization().named("norm"))
                .then(new Flatten())
                .then(new Dense(3).named("logits")));
    }

    /** All forms that a version has. */
    public static void write(Path folder) {
        try (var network = network().inference(Options.seed(1))) {
            network.export(folder, Loss.sparseCategoricalCrossentropyFromLogits());
            network.exporter(Loss.sparseCategoricalCrossentropyFromLogits()).onnx(folder.resolve("model.onnx"));
            StoredWeights.of(network.weights()).writeSafetensors(folder.resolve("weights.safetensors"), network());
        }
    }

    /** The one form of versions from before there were others. */
    public static void writeSavedModel(Path folder) {
        try (var network = network().inference(Options.seed(1))) {
            network.export(folder, Loss.sparseCategoricalCrossentropyFromLogits());
        }
    }
}
