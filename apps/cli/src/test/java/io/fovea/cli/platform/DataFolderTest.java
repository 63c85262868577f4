package io.fovea.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path parent;

    @Test
    void shouldKeepWhatIsThereWhenOpenedAgain() throws IOException {
        // Given
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            Files.writeString(folder.path().resolve("kept"), "x");
        }

        // When
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            // Then
            assertThat(folder.path().resolve("kept")).exists();
        }
    }

    @Test
    void shouldRefuseASecondHolder() {
        try (DataFolder held = DataFolder.open(parent.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(held.path()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("Fovea already runs on " + held.path()
                            + ": stop it first, or name another folder with --data-dir.");
        }
    }

    @Test
    void shouldEmptyItsOwnFolder() throws IOException {
        // Given
        try (DataFolder folder = DataFolder.open(parent.resolve("demo"))) {
            Files.createDirectories(folder.path().resolve("kafka/log"));
            Files.writeString(folder.path().resolve("kafka/log/0"), "x");
        }

        // When
        try (DataFolder folder = DataFolder.afresh(parent.resolve("demo"))) {
            // Then
            assertThat(folder.path()).isDirectoryNotContaining(file -> !file.endsWith(DataFolder.MARKER));
        }
    }

    @Test
    void shouldLeaveAForeignFolderAlone() throws IOException {
        // Given
        Path foreign = Files.createDirectories(parent.resolve("thesis"));
        Files.writeString(foreign.resolve("chapter1"), "x");

        // When, Then
        assertThatThrownBy(() -> DataFolder.afresh(foreign))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not one of Fovea's");
        assertThat(foreign.resolve("chapter1")).exists();
    }

    @Test
    void shouldNotFollowLinksWhenItEmpties() throws IOException {
        // Given
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        try (DataFolder folder = DataFolder.open(parent.resolve("demo"))) {
            Files.createSymbolicLink(folder.path().resolve("link"), outside);
        }

        // When
        DataFolder.afresh(parent.resolve("demo")).close();

        // Then
        assertThat(outside.resolve("kept")).exists();
        assertThat(parent.resolve("demo/link")).doesNotExist();
    }
}
