package io.fovea.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a version takes in memory, as its files tell: its weights and its graph, in the larger of its forms. */
final class ModelSize {

    private ModelSize() {}

    /** Bytes; not what its batches take while they run. */
    static long of(Path artefact) {
        return Math.max(
                bytes(artefact.resolve("saved_model.pb")) + bytes(artefact.resolve("variables")),
                bytes(artefact.resolve(OnnxEngines.FILE)));
    }

    private static long bytes(Path path) {
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
