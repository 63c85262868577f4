package io.fovea.messaging;

/** Kafka did not do what was asked, in one sentence; the cause has the details. */
public final class MessagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MessagingException(String message, Throwable cause) {
        super(message, cause);
    }

    public MessagingException(String message) {
        super(message);
    }
}
