package io.fovea.messaging;

/** What a call leaves in traces. Thread-safe. */
public interface CallTrace {

    /** Leaves nothing. */
    CallTrace NONE = new CallTrace() {};

    /**
     * The caller has its answer.
     *
     * @param version of the model that gave it, as {@code digits/3}
     * @param rows that were answered
     */
    default void answered(String version, long rows) {}

    /** The caller has none, but this reason. */
    default void refused(Throwable why) {}
}
