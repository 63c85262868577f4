package io.fovea.serving;

import org.jspecify.annotations.Nullable;

/** A model version must not become live; code and message say why. */
public final class ModelRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, stable, so that it can be counted. */
    public enum Code {
        /** A file is missing, cannot be read, or does not have the hash that the manifest gives. */
        BROKEN_ARTEFACT,
        /** It does not take what the pipeline's records bring, or does not give what the pipeline asks for. */
        WRONG_SIGNATURE,
        /** The pipeline cuts it at a layer that it does not have. */
        UNKNOWN_LAYER,
        /** It loads, and fails or answers in another shape than its manifest says. */
        FAILED_WARM_UP,
        /** It is warm, and takes longer for a batch than it may. */
        TOO_SLOW,
        /** It is larger than all models together may be. */
        OVER_BUDGET
    }

    private final Code code;

    ModelRefusedException(Code code, String message) {
        this(code, message, null);
    }

    ModelRefusedException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
