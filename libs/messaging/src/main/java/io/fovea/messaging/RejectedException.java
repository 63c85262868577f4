package io.fovea.messaging;

/** One record cannot be processed; carries the reason to whoever hands it to {@link BatchOutput#reject}. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public RejectedException(Rejection rejection) {
        super(rejection.reason(), null, false, false); // no stack trace per record
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
