package io.fovea.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small models to publish. */
final class Drafts {
    private Drafts() {}

    static ManifestDraft of(String model, String job) {
        return new ManifestDraft(
                model,
                List.of(new TensorSpec("image", "UINT8", List.of(28L, 28L, 1L))),
                List.of(new TensorSpec("probabilities", "FP32", List.of(10L))),
                Map.of("dense_1", new LayerSpec("dense_1/Relu:0", "FP32", List.of(256L))),
                List.of("0", "1"),
                List.of("rescale to [0.0, 1.0], in the graph"),
                Map.of("val_accuracy", 0.98),
                new Lineage(job, "digits", "ab", "0.1.0", 7, null),
                "cd");
    }

    static Path savedModel(Path parent, String name) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.createDirectories(folder.resolve("variables"));
        Files.writeString(folder.resolve("saved_model.pb"), "graph");
        Files.writeString(folder.resolve("variables/variables.index"), "weights of " + name);
        return folder;
    }
}
