package io.fovea.trainer.examples;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Split;
import java.util.List;

/**
 * An example that training can learn from.
 *
 * @param classes indices into the pipeline's classes: one, or in a pipeline of sequences as many as the sequence has
 * @param input row-major, little-endian, in the shape and datatype of {@link NetworkInput}
 */
public record LabelledExample(String id, Split split, List<Integer> classes, ByteString input) {
    public LabelledExample {
        classes = List.copyOf(classes);
    }

    /** With one class. */
    public LabelledExample(String id, Split split, int label, ByteString input) {
        this(id, split, List.of(label), input);
    }

    /** The class, of an example that has one. */
    public int label() {
        return classes.get(0);
    }
}
