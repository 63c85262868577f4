package io.fovea.tensorcodec;

/** A tensor is not what it says it is, or not what was asked for; the message names it, what was expected and what came. */
public final class TensorFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    TensorFormatException(String message) {
        super(message);
    }
}
