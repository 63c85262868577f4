package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    Path parent;

    private Process other;

    @BeforeEach
    void startAnotherProcess() throws IOException {
        other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CacheOwner.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @AfterEach
    void kill() throws InterruptedException {
        other.destroyForcibly().waitFor();
    }

    @Test
    void shouldRemoveTheFolderOfAProcessThatWasKilled() throws Exception {
        // Given
        Path abandoned = folderOfTheOther();
        kill();
        age(abandoned);

        // When
        Path folder = CacheFolder.createIn(parent);

        // Then
        assertThat(abandoned).doesNotExist();
        assertThat(folder).isDirectory();
    }

    @Test
    void shouldKeepTheFolderOfAProcessThatLives() throws Exception {
        // Given
        Path inUse = folderOfTheOther();
        age(inUse);

        // When
        CacheFolder.createIn(parent);

        // Then
        assertThat(inUse.resolve(CacheOwner.FILE)).exists();
    }

    @Test
    void shouldKeepAYoungFolderThatItsProcessMayNotHaveLockedYet() throws Exception {
        // Given
        Path young = folderOfTheOther();
        kill();

        // When
        CacheFolder.createIn(parent);

        // Then
        assertThat(young).exists();
    }

    @Test
    void shouldKeepEveryFolderOfItsOwnProcessAndWhatIsNoCache() throws Exception {
        // Given
        Path first = CacheFolder.createIn(parent);
        Path stranger = Files.createDirectory(parent.resolve("artefacts"));
        Path link = Files.createSymbolicLink(parent.resolve("fovea-artefacts-link"), stranger);
        age(first);
        age(stranger);

        // When
        Path second = CacheFolder.createIn(parent);
        CacheFolder.createIn(parent);

        // Then
        assertThat(first).exists().isNotEqualTo(second);
        assertThat(second).exists();
        assertThat(link).exists();
    }

    private Path folderOfTheOther() throws IOException {
        return Path.of(other.inputReader().readLine());
    }

    private static void age(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
    }
}
