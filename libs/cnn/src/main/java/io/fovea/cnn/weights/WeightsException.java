package io.fovea.cnn.weights;

/** A file of weights that cannot be read, or does not fit; the message says what was expected and what was found. */
public final class WeightsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was expected and found. */
    public WeightsException(String message) {
        super(message);
    }

    /** Because something underneath failed. */
    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
