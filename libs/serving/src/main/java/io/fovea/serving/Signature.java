package io.fovea.serving;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;

/** What a pipeline needs of its model: one input, and one output, which may be a layer in the midst of the graph. */
public record Signature(RequiredInput input, String output, OutputKind kind) {

    /** What the output's name stands for. */
    public enum OutputKind {
        /** An output of the exported signature with one entry a label, such as {@code probabilities}. */
        CLASSES,
        /** An output of the exported signature that is all heads of {@link SequenceHeads} together, such as {@code probabilities}. */
        SEQUENCES,
        /** An output of the exported signature that is one number, such as {@code outputs} of a regression. */
        NUMBER,
        /** A layer's Keras name. */
        LAYER
    }

    /**
     * The input as the model declares it.
     *
     * @throws ModelRefusedException when it takes something else than the pipeline's records bring
     */
    TensorSpec inputOf(Manifest manifest) {
        return manifest.inputs().stream()
                .filter(input::isMetBy)
                .filter(only -> manifest.inputs().size() == 1)
                .findFirst()
                .orElseThrow(() -> new ModelRefusedException(
                        ModelRefusedException.Code.WRONG_SIGNATURE,
                        "Expected the input %s, the model takes %s. Maybe it was trained for another pipeline."
                                .formatted(input, manifest.inputs())));
    }

    /**
     * The output as the model declares it, its shape without the batch axis.
     *
     * @throws ModelRefusedException when the model has no such output or layer, or one of another size
     */
    TensorSpec outputOf(Manifest manifest) {
        return switch (kind) {
            case CLASSES -> outputOf(manifest, manifest.labels().size(), "one entry a label");
            case SEQUENCES -> outputOf(manifest, outputsOfHeads(manifest), "the heads of a length and of its places");
            case NUMBER -> outputOf(manifest, 1, "one number");
            case LAYER -> layerOf(manifest);
        };
    }

    /** As many as the model has, where heads for its labels have so many; else as many as the shortest would have. */
    private int outputsOfHeads(Manifest manifest) {
        int classes = manifest.labels().size();
        return manifest.outputs().stream()
                .filter(declared ->
                        declared.name().equals(output) && declared.shape().size() == 1)
                .flatMap(declared -> SequenceHeads.of(declared.shape().get(0), classes).stream())
                .map(SequenceHeads::outputs)
                .findFirst()
                .orElse(classes + 1);
    }

    private TensorSpec layerOf(Manifest manifest) {
        LayerSpec layer = manifest.layers().get(output);
        if (layer == null) {
            throw new ModelRefusedException(
                    ModelRefusedException.Code.UNKNOWN_LAYER,
                    "There is no layer \"%s\" in %s/%s; its layers are: %s."
                            .formatted(
                                    output,
                                    manifest.model(),
                                    manifest.version(),
                                    String.join(", ", manifest.layers().keySet())));
        }
        return new TensorSpec(output, layer.datatype(), layer.shape());
    }

    private TensorSpec outputOf(Manifest manifest, int length, String meaning) {
        TensorSpec found = manifest.outputs().stream()
                .filter(declared -> declared.name().equals(output))
                .findFirst()
                .orElseThrow(() -> wrongOutput(manifest, length, meaning));
        if (!found.shape().equals(List.of((long) length)) || !found.datatype().equals("FP32")) {
            throw wrongOutput(manifest, length, meaning);
        }
        return found;
    }

    private ModelRefusedException wrongOutput(Manifest manifest, int length, String meaning) {
        String outputs = manifest.outputs().stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
        return new ModelRefusedException(
                ModelRefusedException.Code.WRONG_SIGNATURE,
                "Expected the output %s FP32 [%d], %s; the model gives %s."
                        .formatted(output, length, meaning, outputs));
    }
}
