package io.fovea.ingestion.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimChecksTest {
    private static final String SHA256 = "a".repeat(64);

    @Test
    void shouldLeaveASmallImageInItsRecord(@TempDir Path folder) {
        // Given
        ImageRecord image = image(ClaimChecks.MAX_INLINE_BYTES);

        // When
        ImageRecord slim = new ClaimChecks(ArtefactStore.open(folder.toUri())).slim(image);

        // Then
        assertThat(slim).isSameAs(image);
    }

    @Test
    void shouldKeepALargeImageInTheStore(@TempDir Path folder) throws Exception {
        // Given
        ArtefactStore store = ArtefactStore.open(folder.toUri());
        ImageRecord image = image(ClaimChecks.MAX_INLINE_BYTES + 1);

        // When
        ImageRecord slim = new ClaimChecks(store).slim(image);

        // Then
        ClaimCheck claim = slim.getClaimCheck();
        assertThat(claim.getSha256()).isEqualTo(SHA256);
        assertThat(claim.getSize()).isEqualTo(ClaimChecks.MAX_INLINE_BYTES + 1);
        assertThat(claim.getPath()).isEqualTo("claims/" + SHA256);
        assertThat(Files.readAllBytes(store.fetch(claim.getPath())))
                .isEqualTo(image.getEncoded().toByteArray());
        assertThat(slim.getLabel()).isEqualTo("7");
        assertThat(slim.getSerializedSize()).isLessThan(300);
    }

    private static ImageRecord image(int bytes) {
        return ImageRecord.newBuilder()
                .setId(SHA256)
                .setLabel("7")
                .setEncoded(ByteString.copyFrom(new byte[bytes]))
                .build();
    }
}
