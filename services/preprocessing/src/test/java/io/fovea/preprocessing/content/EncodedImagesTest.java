package io.fovea.preprocessing.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fovea.messaging.RejectedException;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedImagesTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private ArtefactStore store;
    private EncodedImages images;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = ArtefactStore.open(folder.toUri());
        images = new EncodedImages(store, 1_000);
    }

    @Test
    void shouldFetchWhatAClaimCheckNames() throws Exception {
        // Given
        store.put("claims/a", CONTENT);

        // When
        byte[] encoded = images.of(claim("claims/a", sha256(CONTENT)));

        // Then
        assertThat(encoded).isEqualTo(CONTENT);
    }

    @Test
    void shouldRejectContentWithAnotherHash() throws Exception {
        // Given
        store.put("claims/a", new byte[] {9, 9});

        // When
        String reason = reason(claim("claims/a", sha256(CONTENT)));

        // Then
        assertThat(reason)
                .startsWith("MISSING_CONTENT: The content at claims/a has sha256 ")
                .contains(sha256(CONTENT));
    }

    @Test
    void shouldRejectAClaimCheckForNothing() throws Exception {
        assertThat(reason(claim("claims/a", sha256(CONTENT))))
                .startsWith("MISSING_CONTENT: There is nothing at claims/a.");
    }

    @Test
    void shouldRejectAPlaceOutsideTheStore() throws Exception {
        assertThat(reason(claim("../../etc/passwd", sha256(CONTENT)))).startsWith("MISSING_CONTENT: ");
        assertThat(reason(claim("/etc/passwd", sha256(CONTENT)))).startsWith("MISSING_CONTENT: ");
    }

    @Test
    void shouldRejectAFolder() throws Exception {
        // Given
        store.put("claims/a/b", CONTENT);

        // When, Then
        assertThat(reason(claim("claims/a", sha256(CONTENT)))).startsWith("MISSING_CONTENT: There is no file");
    }

    @Test
    void shouldNotReadMoreThanAllowed() throws Exception {
        // Given
        byte[] large = new byte[1_001];
        store.put("claims/a", large);

        // When, Then
        assertThat(reason(claim("claims/a", sha256(large))))
                .isEqualTo("IMAGE_TOO_LARGE: The image is too large: 1,001 bytes, where 1,000 are allowed.");
    }

    private String reason(ImageRecord image) {
        return catchThrowableOfType(RejectedException.class, () -> images.of(image))
                .rejection()
                .reason();
    }

    private static ImageRecord claim(String path, String sha256) {
        return ImageRecord.newBuilder()
                .setClaimCheck(ClaimCheck.newBuilder().setPath(path).setSha256(sha256))
                .build();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
