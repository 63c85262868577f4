package io.fovea.download;

/** A file could not be fetched, or is not what was published; the message is a sentence or two for whoever asked for it. */
public final class DownloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was expected and found. */
    public DownloadException(String message) {
        super(message);
    }

    /** Because something underneath failed. */
    public DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
