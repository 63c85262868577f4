package io.fovea.market;

/** What a source says is no bar; the message is a sentence with the value and what is allowed. */
public final class InvalidBarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidBarException(String message) {
        super(message, null, false, false); // no stack trace per bar
    }
}
