package io.fovea.serving;

/** A model is not loaded, since others take the memory and it has not been asked for. */
final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException(String message) {
        super(message);
    }
}
