package io.fovea.ingestion.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private WatchedFolder watched = new WatchedFolder(Path.of("."), SETTLING);

    @BeforeEach
    void watch() {
        watched = new WatchedFolder(folder, SETTLING);
    }

    @Test
    void shouldTakeAFileThatWasMovedInAtOnce() throws IOException {
        // Given
        Path moved = file("class/a.png", "whole", NOW.minusSeconds(60));

        // Then
        assertThat(watched.whole(NOW)).containsExactly(moved);
    }

    @Test
    void shouldWaitUntilAFileStopsGrowing() throws IOException {
        // Given
        Path growing = file("a.png", "wh", NOW);
        assertThat(watched.whole(NOW)).isEmpty();
        file("a.png", "whol", NOW.plusSeconds(2));
        assertThat(watched.whole(NOW.plusSeconds(2))).isEmpty();
        file("a.png", "whole", NOW.plusSeconds(3));
        assertThat(watched.whole(NOW.plusSeconds(3))).isEmpty();

        // Then
        assertThat(watched.whole(NOW.plusSeconds(4))).isEmpty();
        assertThat(watched.whole(NOW.plusSeconds(5))).containsExactly(growing);
    }

    @Test
    void shouldWaitBySightWhereTheClockOfTheFilesIsAhead() throws IOException {
        // Given
        Path ahead = file("a.png", "whole", NOW.plusSeconds(3600));
        assertThat(watched.whole(NOW)).isEmpty();

        // Then
        assertThat(watched.whole(NOW.plusSeconds(2))).containsExactly(ahead);
    }

    @Test
    void shouldNotGiveAFileThatWasTakenUntilItChanges() throws IOException {
        // Given
        Path file = file("a.png", "one", NOW.minusSeconds(60));
        watched.whole(NOW);
        watched.taken(Stream.of(file));
        assertThat(watched.whole(NOW.plusSeconds(1))).isEmpty();

        // When
        file("a.png", "another", NOW.minusSeconds(30));

        // Then
        assertThat(watched.whole(NOW.plusSeconds(2))).containsExactly(file);
        assertThat(watched.isUnchanged(file)).isTrue();
        file("a.png", "yet another", NOW.minusSeconds(20));
        assertThat(watched.isUnchanged(file)).isFalse();
    }

    @Test
    void shouldPassOverWhatIsHiddenUnfinishedOrALink() throws IOException {
        // Given
        file(".hidden.png", "x", NOW.minusSeconds(60));
        file(".Trash/a.png", "x", NOW.minusSeconds(60));
        file("a.png.part", "x", NOW.minusSeconds(60));
        Path elsewhere = Files.writeString(Files.createTempFile("elsewhere", ".png"), "x");
        Files.createSymbolicLink(folder.resolve("link.png"), elsewhere);
        Files.createSymbolicLink(folder.resolve("links"), elsewhere.getParent());

        // Then
        assertThat(watched.whole(NOW.plusSeconds(60))).isEmpty();
        Files.delete(elsewhere);
    }

    private Path file(String name, String content, Instant modified) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }
}
