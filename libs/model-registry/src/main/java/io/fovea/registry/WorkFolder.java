package io.fovea.registry;

import java.nio.file.Path;

/**
 * An empty local folder for what is on its way into the storage. Closing it removes it; one that a killed process left
 * is removed when the storage is opened a day later.
 */
public record WorkFolder(Path path) implements AutoCloseable {
    @Override
    public void close() {
        Trees.deleteQuietly(path);
    }
}
