package io.fovea.cnn;

import java.nio.file.Path;
import java.util.Map;

/**
 * A SavedModel as it was written.
 *
 * @param inputs by the name of the signature {@code serving}
 * @param outputs likewise: {@code logits} and {@code probabilities}, or {@code outputs}
 * @param layers every layer's output, by the layer's name, in the model's order
 * @param weightsSha256 hex digest of the weights alone: names, shapes and values
 */
public record ExportedModel(
        Path directory,
        Map<String, TensorSpec> inputs,
        Map<String, TensorSpec> outputs,
        Map<String, TensorSpec> layers,
        String weightsSha256) {}
