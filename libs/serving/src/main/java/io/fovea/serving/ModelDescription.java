package io.fovea.serving;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A model version that answers now.
 *
 * @param pipeline whose examples it is for
 * @param alias under which it answers: {@code live}, {@code canary} or {@code shadow}
 * @param engine what runs it: {@code tensorflow} or {@code onnxruntime}
 * @param input what each row must bring, without the batch axis
 * @param output what each row gets, without the batch axis
 * @param labels classes by index; empty where it answers with no classes
 */
public record ModelDescription(
        String pipeline,
        String alias,
        String name,
        String version,
        String engine,
        TensorSpec input,
        TensorSpec output,
        List<String> labels) {

    public ModelDescription {
        labels = List.copyOf(labels);
    }

    /** What reads sequences in the output, where it holds more than one entry a label. */
    public Optional<SequenceHeads> sequences() {
        return output.shape().size() == 1 ? SequenceHeads.of(output.shape().get(0), labels.size()) : Optional.empty();
    }

    static ModelDescription of(String pipeline, String alias, LoadedModel model) {
        Manifest manifest = model.manifest();
        return new ModelDescription(
                pipeline,
                alias,
                manifest.model(),
                manifest.version(),
                model.engineName(),
                model.input(),
                model.output(),
                manifest.labels());
    }

    /** Whether this model may answer what was asked of the described one: a call may ask for any version, or for one. */
    boolean isLike(LoadedModel model, boolean anyVersion) {
        return input.equals(model.input())
                && output.equals(model.output())
                && (anyVersion || version.equals(model.manifest().version()));
    }
}
