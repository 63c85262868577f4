package io.fovea.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtefactStoreTest {
    @TempDir
    Path folder;

    private ArtefactStore store;

    @BeforeEach
    void open() {
        store = ArtefactStore.open(folder.resolve("storage").toUri());
    }

    @Test
    void shouldGiveBackWhatWasPut() throws IOException {
        // When
        store.put("claims/ab12", "content".getBytes(UTF_8));

        // Then
        assertThat(store.fetch("claims/ab12")).hasContent("content");
        assertThat(store.list("claims")).containsExactly("ab12");
    }

    @Test
    void shouldReplaceAFile() throws IOException {
        // Given
        Path epoch = Files.writeString(folder.resolve("epoch"), "2");
        store.put("checkpoints/job/latest", "1".getBytes(UTF_8));

        // When
        store.put("checkpoints/job/latest", epoch);

        // Then
        assertThat(store.fetch("checkpoints/job/latest")).hasContent("2");
    }

    @Test
    void shouldKeepTheFolderThatCameFirst() throws IOException {
        // Given
        store.put("models/digits/1", model("first"));

        // When
        boolean placed = store.putIfAbsent("models/digits/1", model("second"));

        // Then
        assertThat(placed).isFalse();
        assertThat(store.fetch("models/digits/1").resolve("variables/weights")).hasContent("first");
        assertThatThrownBy(() -> store.put("models/digits/1", model("third")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("models/digits/1")
                .hasMessageContaining("it is there already");
    }

    @Test
    void shouldLetOneOfManyClaimAPlace() throws IOException {
        // Given
        Path model = model("any");
        AtomicInteger folders = new AtomicInteger();
        AtomicInteger files = new AtomicInteger();

        // When
        IntStream.range(0, 64).parallel().forEach(i -> {
            folders.addAndGet(store.putIfAbsent("models/race/1", model) ? 1 : 0);
            files.addAndGet(store.putIfAbsent("models/race/jobs/j", new byte[] {(byte) i}) ? 1 : 0);
        });

        // Then
        assertThat(folders).hasValue(1);
        assertThat(files).hasValue(1);
    }

    @Test
    void shouldRemoveAFolder() throws IOException {
        // Given
        store.put("models/digits/1", model("any"));

        // When
        store.delete("models/digits/1");
        store.delete("models/digits/2");

        // Then
        assertThat(store.exists("models/digits/1")).isFalse();
        assertThat(store.list("models/digits")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "a/../../x",
                "/etc/passwd",
                "",
                "a//b",
                "a/",
                ".incoming/x",
                "a\\..\\b",
                "c:x",
                "a\0b"
            })
    void shouldRefuseAPlaceOutsideTheStorage(String path) {
        // When, Then
        assertThatThrownBy(() -> store.put(path, new byte[1]))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("is no place in the storage");
        assertThatThrownBy(() -> store.fetch(path)).isInstanceOf(ArtefactException.class);
        assertThatThrownBy(() -> store.delete(path)).isInstanceOf(ArtefactException.class);
    }

    @Test
    void shouldRefuseALinkThatLeavesTheStorage() throws IOException {
        // Given
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("storage/way-out"), folder.resolve("secret"));

        // When, Then
        assertThatThrownBy(() -> store.fetch("way-out"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("leads out of the storage");
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> store.fetch("models/digits/9"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageStartingWith("Cannot read models/digits/9 below file:/");
    }

    @Test
    void shouldSayInOneSentenceThatAFileCannotBeWritten() throws IOException {
        // Given
        Files.writeString(folder.resolve("storage/models"), "a file where a folder must be");

        // When, Then
        assertThatThrownBy(() -> store.put("models/digits/1", model("any")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageStartingWith("Cannot write models/digits/1 below file:/")
                .hasMessageNotContaining("\n");
        assertThat(folder.resolve("storage/.incoming")).isEmptyDirectory();
    }

    @Test
    void shouldSayInOneSentenceThatTheStorageCannotBeWritten() {
        // Given
        assumeThat(Path.of("/sys")).exists(); // where even root may not make a folder

        // When, Then
        assertThatThrownBy(() -> ArtefactStore.open(URI.create("file:/sys/fovea")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageStartingWith("Cannot write anything below file:/sys/fovea: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldRefuseAnUnknownScheme() {
        assertThatThrownBy(() -> ArtefactStore.open(URI.create("ftp://host/x")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("ftp://host/x is not supported");
    }

    private Path model(String weights) throws IOException {
        Path model = Files.createDirectories(folder.resolve("export-" + weights));
        Files.createDirectories(model.resolve("variables"));
        Files.writeString(model.resolve("variables/weights"), weights);
        return model;
    }
}
