package io.fovea.ingestion.submission;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file of a form, not read yet.
 *
 * @param name that the client gives it, for people; no path is made of it
 * @param bytes its length
 */
public record FormFile(String name, long bytes, Content content) {

    /** Where its bytes are. */
    @FunctionalInterface
    public interface Content {
        /** The bytes from the first on; the caller closes it. */
        InputStream open() throws IOException;
    }
}
