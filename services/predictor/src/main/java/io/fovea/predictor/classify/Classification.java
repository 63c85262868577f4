package io.fovea.predictor.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.predictor.inference.InferenceAnswer;
import java.util.List;
import java.util.Optional;

/**
 * The classes of a picture, or the sequences of them that it may show.
 *
 * @param classes the most probable ones, best first; empty where the model reads sequences
 * @param sequences the most probable ones, best first; empty, and not in the JSON, where it does not
 */
public record Classification(
        @JsonProperty("model_name") String model,
        @JsonProperty("model_version") String version,
        @JsonProperty("classes") List<PictureClass> classes,

        @JsonProperty("sequences") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<PictureSequence> sequences) {

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

    /**
     * A sequence and how probable it is.
     *
     * @param sequence classes in reading order
     * @param probability 0 to 1, of the whole of it
     */
    public record PictureSequence(
            @JsonProperty("sequence") List<String> sequence,
            @JsonProperty("probability") double probability) {
        public PictureSequence {
            sequence = List.copyOf(sequence);
        }
    }

    public Classification {
        classes = List.copyOf(classes);
        sequences = List.copyOf(sequences);
    }

    /** Of an answer to one row. */
    static Classification of(InferenceAnswer answer, int top) {
        Optional<SequenceHeads> heads = answer.model().sequences();
        if (heads.isPresent()) {
            return new Classification(
                    answer.model().name(), answer.model().version(), List.of(), sequences(answer, heads.get(), top));
        }
        List<PictureClass> classes =
                TopClasses.of(answer.output().getRawContents(), answer.model().labels(), top).stream()
                        .map(best -> new PictureClass(best.getLabel(), best.getIndex(), best.getProbability()))
                        .toList();
        return new Classification(answer.model().name(), answer.model().version(), classes, List.of());
    }

    private static List<PictureSequence> sequences(InferenceAnswer answer, SequenceHeads heads, int top) {
        return TopSequences.of(
                        answer.output().getRawContents(), heads, answer.model().labels(), top)
                .stream()
                .map(best -> new PictureSequence(best.getSequenceList(), best.getProbability()))
                .toList();
    }
}
