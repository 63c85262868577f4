package io.fovea.messaging;

import java.util.List;

/** Why a record cannot be processed; {@link #reason()} becomes the header dead-letter-reason. Codes are stable. */
public sealed interface Rejection {

    /** Upper case with underscores, for counting. */
    String code();

    /** A sentence or two for people, with the values. */
    String explanation();

    /** {@code CODE: explanation}. */
    default String reason() {
        return code() + ": " + explanation();
    }

    /** The value is not the message that its topic holds, such as a truncated protobuf. */
    record MalformedRecord(String problem) implements Rejection {
        @Override
        public String code() {
            return "MALFORMED_RECORD";
        }

        @Override
        public String explanation() {
            return "The value cannot be read: %s. Maybe it was written by something else.".formatted(problem);
        }
    }

    /** No pipeline of this name was applied. */
    record UnknownPipeline(String pipeline) implements Rejection {
        @Override
        public String code() {
            return "UNKNOWN_PIPELINE";
        }

        @Override
        public String explanation() {
            return "There is no pipeline %s. Maybe it was not applied yet.".formatted(pipeline);
        }
    }

    /** The bytes are no image that can be decoded. */
    record UndecodableImage(String problem) implements Rejection {
        @Override
        public String code() {
            return "UNDECODABLE_IMAGE";
        }

        @Override
        public String explanation() {
            return "The image cannot be decoded: %s.".formatted(problem);
        }
    }

    /** The image is larger than allowed, in bytes or in declared pixels. */
    record ImageTooLarge(String problem) implements Rejection {
        @Override
        public String code() {
            return "IMAGE_TOO_LARGE";
        }

        @Override
        public String explanation() {
            return "The image is too large: %s.".formatted(problem);
        }
    }

    /** The tensor does not have the shape that the pipeline or the model asks for. */
    record ShapeMismatch(String tensor, List<Long> expected, List<Long> received) implements Rejection {
        public ShapeMismatch {
            expected = List.copyOf(expected);
            received = List.copyOf(received);
        }

        @Override
        public String code() {
            return "SHAPE_MISMATCH";
        }

        @Override
        public String explanation() {
            return "Tensor %s: expected shape %s, received %s. Maybe the pipeline versions differ."
                    .formatted(tensor, expected, received);
        }
    }

    /** The tensor does not hold the kind of numbers that the pipeline or the model asks for. */
    record DatatypeMismatch(String tensor, String expected, String received) implements Rejection {
        @Override
        public String code() {
            return "DATATYPE_MISMATCH";
        }

        @Override
        public String explanation() {
            return "Tensor %s: expected %s, received %s. Maybe the pipeline versions differ."
                    .formatted(tensor, expected, received);
        }
    }

    /** A tensor that the network needs is not in the record, or its bytes do not fit its shape. */
    record MalformedTensor(String problem) implements Rejection {
        @Override
        public String code() {
            return "MALFORMED_TENSOR";
        }

        @Override
        public String explanation() {
            return problem;
        }
    }

    /** The label is none of the pipeline's classes. */
    record UnknownLabel(String label, List<String> classes) implements Rejection {
        public UnknownLabel {
            classes = List.copyOf(classes);
        }

        @Override
        public String code() {
            return "UNKNOWN_LABEL";
        }

        @Override
        public String explanation() {
            return "Label '%s' is none of the pipeline's %d classes, which begin with %s."
                    .formatted(label, classes.size(), classes.stream().limit(10).toList());
        }
    }

    /** The record has a class where the pipeline learns sequences, or a sequence where it learns classes. */
    record WrongLabelKind(String expected, String received) implements Rejection {
        @Override
        public String code() {
            return "WRONG_LABEL_KIND";
        }

        @Override
        public String explanation() {
            return "The pipeline learns %s, received %s. Maybe label.kind in the pipeline file is another than meant."
                    .formatted(expected, received);
        }
    }

    /** The sequence has more classes than the network can read. */
    record SequenceTooLong(long length, long longest) implements Rejection {
        @Override
        public String code() {
            return "SEQUENCE_TOO_LONG";
        }

        @Override
        public String explanation() {
            return "The sequence has %d labels, and %d are allowed.".formatted(length, longest);
        }
    }

    /** The record says that its content lies elsewhere, and there it is not, or not the same. */
    record MissingContent(String problem) implements Rejection {
        @Override
        public String code() {
            return "MISSING_CONTENT";
        }

        @Override
        public String explanation() {
            return problem;
        }
    }

    /** A number is NaN or infinite. */
    record NotFinite(String tensor) implements Rejection {
        @Override
        public String code() {
            return "NOT_FINITE";
        }

        @Override
        public String explanation() {
            return "Tensor %s holds NaN or an infinite number.".formatted(tensor);
        }
    }

    /** The features were made by another backbone than the one that the head was trained on. */
    record BackboneMismatch(String expected, String received) implements Rejection {
        @Override
        public String code() {
            return "BACKBONE_MISMATCH";
        }

        @Override
        public String explanation() {
            return "Expected features of backbone %s, received those of %s.".formatted(expected, received);
        }
    }

    /** What would be written about the record is larger than a topic takes. */
    record RecordTooLarge(long bytes, long limit) implements Rejection {
        @Override
        public String code() {
            return "RECORD_TOO_LARGE";
        }

        @Override
        public String explanation() {
            return "Its output has %d bytes, and a topic takes %d.".formatted(bytes, limit);
        }
    }

    /** The engine refused this record by itself, apart from its batch. */
    record InferenceFailed(String problem) implements Rejection {
        @Override
        public String code() {
            return "INFERENCE_FAILED";
        }

        @Override
        public String explanation() {
            return "The model cannot answer for it: %s.".formatted(problem);
        }
    }

    /** The record can be no bar: a price of 0 or below, a negative volume, a name that is none. */
    record InvalidBar(String problem) implements Rejection {
        @Override
        public String code() {
            return "INVALID_BAR";
        }

        @Override
        public String explanation() {
            return "The bar is wrong: " + problem;
        }
    }

    /**
     * A rule of the pipeline refuses the bar.
     *
     * @param rule LATE, REPEATED, OUT_OF_ORDER or ABSURD
     */
    record BarAgainstRule(String rule, String explanation) implements Rejection {
        @Override
        public String code() {
            return rule + "_BAR";
        }
    }
}
