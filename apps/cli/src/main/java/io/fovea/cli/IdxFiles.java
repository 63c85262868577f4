package io.fovea.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether a data set is in IDX files, which say what their images show. */
final class IdxFiles {

    private IdxFiles() {}

    static boolean at(Path path) {
        if (!Files.isDirectory(path)) {
            return isIdx(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(IdxFiles::isIdx);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIdx(Path file) {
        return file.getFileName().toString().matches(".*-idx[13]-ubyte(\\.gz)?");
    }
}
