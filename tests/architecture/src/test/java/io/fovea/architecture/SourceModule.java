package io.fovea.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Maven module as it lies on disk.
 *
 * @param path from the root of the repository, such as {@code libs/cnn}
 * @param directory where it is
 */
record SourceModule(String path, Path directory) {

    /** Such as {@code cnn}. */
    String name() {
        return directory.getFileName().toString();
    }

    Layer layer() {
        return Layer.ofModule(path);
    }

    /** The packages of its main sources, without duplicates; the generated ones of {@code proto} as one pattern. */
    List<String> packages() {
        if (layer() == Layer.PROTO) {
            return List.of("io.fovea.proto..");
        }
        return packageDirectories()
                .map(directory -> mainSources().relativize(directory).toString().replace('/', '.'))
                .toList();
    }

    /** Folders of main sources that hold at least one class. */
    Stream<Path> packageDirectories() {
        return files(mainSources())
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .sorted();
    }

    Path mainResources() {
        return directory.resolve("src/main/resources");
    }

    private Path mainSources() {
        return directory.resolve("src/main/java");
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
