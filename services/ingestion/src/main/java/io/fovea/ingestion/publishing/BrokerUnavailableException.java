package io.fovea.ingestion.publishing;

/** Kafka did not take a request's images, or its answer was lost; the client may send the same request again. */
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerUnavailableException(Throwable cause) {
        super(
                "Kafka does not answer (%s). Send the same request again later: no image will be taken twice."
                        .formatted(reason(cause)),
                cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
