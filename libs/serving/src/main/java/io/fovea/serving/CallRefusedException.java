package io.fovea.serving;

import io.fovea.messaging.Rejection;

/** A call gets no answer; reason and message say why. */
public final class CallRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, stable, so that it can be counted and each protocol can say it in its own way. */
    public enum Reason {
        /** No such model, or no such version of it. */
        UNKNOWN_MODEL,
        /** There is such a model, and it is not in memory. */
        NOT_LOADED,
        /** The request's own fault: its tensors are not what the model takes. */
        INVALID,
        /** As many wait as are let wait: later may do. */
        QUEUE_FULL,
        /** The caller wanted the answer by a time that has passed. */
        DEADLINE_PASSED,
        /** Nobody waits for the answer any more. */
        CALLER_GONE,
        /** The model cannot answer. */
        FAILED
    }

    private final Reason reason;

    public CallRefusedException(Reason reason, String message) {
        super(message, null, false, false); // no stack trace per call
        this.reason = reason;
    }

    /** The request is wrong in a way that a record can be too. */
    public CallRefusedException(Rejection rejection) {
        this(Reason.INVALID, rejection.reason());
    }

    /** The model that was asked does not answer any more. */
    static CallRefusedException gone() {
        return new CallRefusedException(
                Reason.NOT_LOADED, "NOT_LOADED: The model was taken away or changed while the call waited. Ask again.");
    }

    public Reason reason() {
        return reason;
    }
}
