package io.fovea.predictor.classify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fovea.predictor.inference.InferenceAnswer;
import java.util.List;

/**
 * The classes of a picture.
 *
 * @param classes the most probable ones, best first
 */
public record Classification(
        @JsonProperty("model_name") String model,
        @JsonProperty("model_version") String version,
        @JsonProperty("classes") List<PictureClass> classes) {

    /**
     * A class and how probable it is.
     *
     * @param index its place in the model's output
     * @param probability 0 to 1
     */
    public record PictureClass(
            @JsonProperty("label") String label,
            @JsonProperty("index") int index,
            @JsonProperty("probability") float probability) {}

    public Classification {
        classes = List.copyOf(classes);
    }

    /** Of an answer to one row. */
    static Classification of(InferenceAnswer answer, int top) {
        List<PictureClass> classes =
                TopClasses.of(answer.output().getRawContents(), answer.model().labels(), top).stream()
                        .map(best -> new PictureClass(best.getLabel(), best.getIndex(), best.getProbability()))
                        .toList();
        return new Classification(answer.model().name(), answer.model().version(), classes);
    }
}
