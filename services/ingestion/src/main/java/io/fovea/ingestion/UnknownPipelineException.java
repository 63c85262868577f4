package io.fovea.ingestion;

import java.util.Collection;

/** There is no such pipeline; the message says what to do. */
public final class UnknownPipelineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnknownPipelineException(String message) {
        super(message);
    }

    static UnknownPipelineException named(String name, Collection<String> known) {
        return new UnknownPipelineException(
                "Pipeline %s is unknown; known: %s. Maybe run ./fovea apply with its file first."
                        .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }

    static UnknownPipelineException unnameable(IllegalArgumentException why) {
        return new UnknownPipelineException(why.getMessage());
    }
}
