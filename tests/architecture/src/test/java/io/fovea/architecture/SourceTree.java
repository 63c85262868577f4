package io.fovea.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The repository as it lies on disk, so that a new module or service is under the rules without anybody naming it.
 *
 * @param root the folder of the root {@code pom.xml}
 */
record SourceTree(Path root) {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** The repository that this test was started in. */
    static SourceTree ofThisRepository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("proto/pom.xml"))) {
            folder = folder.getParent();
        }
        return new SourceTree(folder);
    }

    /** Every module that the root {@code pom.xml} names. */
    List<SourceModule> modules() {
        return MODULE.matcher(read(root.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .map(path -> new SourceModule(path, root.resolve(path)))
                .toList();
    }

    List<SourceModule> modules(Layer layer) {
        return modules().stream().filter(module -> module.layer() == layer).toList();
    }

    /** The files that git tracks or would track, those deleted from disk left out. */
    List<Path> trackedFiles() {
        return git("ls-files", "--cached", "--others", "--exclude-standard")
                .lines()
                .map(root::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    List<Path> documents() {
        return trackedFiles().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    static String read(Path file) {
        try {
            // Latin-1 reads any bytes, and what the tests look for is ASCII.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a failure names a file. */
    String name(Path file) {
        return root.relativize(file).toString();
    }

    private String git(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
