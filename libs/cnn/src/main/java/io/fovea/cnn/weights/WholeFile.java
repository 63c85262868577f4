package io.fovea.cnn.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that is there whole or not at all: it is written beside its place, under a name of its own, and then moved. It has
 * the rights of any new file, so that a service under another user can read it.
 */
public final class WholeFile {
    private WholeFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Fills a file that is there and empty. */
        void writeTo(Path part) throws IOException;
    }

    /**
     * Replaces what is at {@code file}; makes the folders that it lies in.
     *
     * @throws UncheckedIOException where it cannot be written; what was there before is still there then
     */
    public static void write(Path file, Content content) {
        try {
            Path part = beside(file);
            try {
                content.writeTo(part);
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** An empty file beside {@code file}, which the caller moves or deletes. */
    static Path beside(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        return Files.createFile(whole.resolveSibling(whole.getFileName() + "-" + UUID.randomUUID() + ".part"));
    }

    static void move(Path part, Path file) throws IOException {
        Files.move(part, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
