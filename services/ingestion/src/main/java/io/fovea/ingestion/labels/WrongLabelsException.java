package io.fovea.ingestion.labels;

/** A request's labels cannot be taken, and none was; the message says which one and why. */
public final class WrongLabelsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongLabelsException(String message) {
        super(message, null, false, false);
    }
}
