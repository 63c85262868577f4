package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    @TempDir
    Path folder;

    private Path artefact;
    private String manifestSha256 = "";

    @BeforeEach
    void publish() throws IOException {
        ArtefactStore store = ArtefactStore.open(folder.resolve("storage").toUri());
        new Publication(store, Drafts.of("digits", "job")).publish(Drafts.savedModel(folder, "export"), 0);
        artefact = store.fetch("models/digits/1");
        manifestSha256 = Sha256.of(artefact.resolve(Manifest.FILE));
    }

    @Test
    void shouldAcceptWhatWasPublished() {
        // When
        Manifest manifest = verify();

        // Then
        assertThat(manifest.files()).containsOnlyKeys("saved_model.pb", "variables/variables.index");
        assertThat(manifest.version()).isEqualTo("1");
        assertThat(manifest.lineage().job()).isEqualTo("job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved_model.pb", "variables/variables.index", "manifest.json"})
    void shouldNameTheFileInWhichOneByteChanged(String file) throws IOException {
        // Given
        byte[] content = Files.readAllBytes(artefact.resolve(file));
        content[content.length / 2] ^= 1;
        Files.write(artefact.resolve(file), content);

        // When, Then
        assertThatThrownBy(this::verify)
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("models/digits/1")
                .hasMessageContaining(file + " is not what was published");
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved_model.pb", "variables/variables.index", "manifest.json"})
    void shouldNameTheFileThatIsMissing(String file) throws IOException {
        // Given
        Files.delete(artefact.resolve(file));

        // When, Then
        assertThatThrownBy(this::verify)
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining(file + " is missing");
    }

    @Test
    void shouldNameTheFileThatWasAdded() throws IOException {
        // Given
        Files.writeString(artefact.resolve("variables/more"), "x", StandardOpenOption.CREATE_NEW);

        // When, Then
        assertThatThrownBy(this::verify)
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("variables/more is not in its manifest");
    }

    private Manifest verify() {
        return Verification.verify("models/digits/1", artefact, manifestSha256);
    }
}
