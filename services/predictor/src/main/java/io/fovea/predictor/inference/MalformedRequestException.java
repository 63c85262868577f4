package io.fovea.predictor.inference;

/** A request is not what the protocol says it should be; the message says where. */
public final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedRequestException(String problem) {
        super("MALFORMED_REQUEST: " + problem, null, false, false); // no stack trace per request
    }
}
