package io.fovea.ingestion.bars;

/** A request's body cannot be read as bars; nothing of it was taken. */
public final class MalformedBarsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedBarsException(String message) {
        super(message, null, false, false);
    }
}
