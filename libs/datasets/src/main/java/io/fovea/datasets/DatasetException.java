package io.fovea.datasets;

/** A data set cannot be read; the message is one sentence for whoever named its path. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
