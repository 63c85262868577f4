package io.fovea.registry;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** An artefact cannot be written, read or trusted; the message is one sentence that names it. */
public final class ArtefactException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ArtefactException(String message) {
        super(message);
    }

    ArtefactException(String message, Throwable cause) {
        super(message, cause);
    }

    static ArtefactException writing(String path, Object storage, IOException cause) {
        return new ArtefactException(
                "Cannot write %s below %s: %s. Maybe the disk is full or read-only."
                        .formatted(path, storage, reason(cause)),
                cause);
    }

    static ArtefactException reading(String path, Object storage, IOException cause) {
        return new ArtefactException("Cannot read %s below %s: %s.".formatted(path, storage, reason(cause)), cause);
    }

    /** The operating system's words where there are any: "No space left on device". */
    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return isGiven(reason) ? reason : cause.getClass().getSimpleName();
    }

    private static boolean isGiven(@Nullable String reason) {
        return reason != null && !reason.isBlank();
    }
}
