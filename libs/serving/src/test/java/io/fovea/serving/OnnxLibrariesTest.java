package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxLibrariesTest {
    @TempDir
    Path temporary;

    @TempDir
    Path cache;

    @Test
    void shouldLeaveNoLibraryBehindWhenTheProcessIsKilled() throws Exception {
        // When
        startAndKill();

        // Then
        assertThat(files(temporary)).isEmpty();
        assertThat(libraries()).hasSize(2);
    }

    @Test
    void shouldTakeWhatAnEarlierProcessUnpacked() throws Exception {
        // Given
        startAndKill();
        List<FileTime> unpacked = times();

        // When
        startAndKill();

        // Then
        assertThat(libraries()).hasSize(2);
        assertThat(times()).isEqualTo(unpacked);
    }

    @Test
    void shouldUnpackAgainWhenTheUnpackingWasCutShort() throws Exception {
        // Given
        startAndKill();
        Path library = libraries().get(0);
        long size = Files.size(library);
        Files.write(library, new byte[100]);

        // When
        startAndKill();

        // Then
        assertThat(library).hasSize(size);
    }

    private void startAndKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledOnnxRuntime.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(KilledOnnxRuntime.LOADED);
    }

    private List<Path> libraries() throws IOException {
        return files(cache).stream()
                .filter(file -> file.getFileName().toString().contains("onnxruntime"))
                .toList();
    }

    private List<FileTime> times() throws IOException {
        return libraries().stream().map(OnnxLibrariesTest::changed).toList();
    }

    private static FileTime changed(Path file) {
        try {
            return (FileTime) Files.getAttribute(file, "unix:ctime");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
