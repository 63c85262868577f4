package io.fovea.ingestion.submission;

import org.jspecify.annotations.Nullable;

/** A batch whose end, or whose next record, cannot be found; nothing of it is taken. */
public final class MalformedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedBatchException(int whole, @Nullable Throwable cause) {
        super(
                ("The batch breaks off after %,d whole records, and nothing of it was taken."
                                + " Maybe the upload was cut, or the records are not length-delimited (writeDelimitedTo).")
                        .formatted(whole),
                cause);
    }
}
