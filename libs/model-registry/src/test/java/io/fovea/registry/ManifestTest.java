package io.fovea.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private final Manifest manifest = Manifest.of(
            Drafts.of("digits", "job"), "3", Map.of("saved_model.pb", "ef"), Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void shouldReadWhatItWrote() {
        assertThat(Manifest.parse(manifest.toJson())).isEqualTo(manifest);
    }

    @Test
    void shouldBeReadableByPeople() {
        assertThat(new String(manifest.toJson(), UTF_8))
                .contains("\"model\" : \"digits\"", "\"createdAt\" : \"2026-11-22T12:00:00Z\"");
    }

    @Test
    void shouldReadTheManifestOfANewerFovea() {
        // Given
        String newer = new String(manifest.toJson(), UTF_8).replaceFirst("\\{", "{\"quantised\": true,");

        // When, Then
        assertThat(Manifest.parse(newer.getBytes(UTF_8))).isEqualTo(manifest);
    }

    @Test
    void shouldRefuseWhatIsNoManifest() {
        assertThatThrownBy(() -> Manifest.parse("{}".getBytes(UTF_8))).isInstanceOf(ArtefactException.class);
        assertThatThrownBy(() -> Manifest.parse("x".getBytes(UTF_8))).isInstanceOf(ArtefactException.class);
    }
}
