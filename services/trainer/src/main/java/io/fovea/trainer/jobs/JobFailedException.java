package io.fovea.trainer.jobs;

/** The job cannot succeed, however often it is tried; the message is a sentence for whoever asked for it. */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JobFailedException(String message) {
        super(message);
    }

    public JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
