package io.fovea.preprocessing.content;

import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gets the encoded bytes of images, from their records or from the store, and trusts neither. Thread-safe. */
public final class EncodedImages {
    private final ArtefactStore store;
    private final long maxBytes;

    /** @param maxBytes of one image; a larger one is not read */
    public EncodedImages(ArtefactStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /**
     * The image as in its file.
     *
     * @throws RejectedException when there is none, or the claim check's content is another one
     * @throws UncheckedIOException when the store fails: an outage, and no fault of the record
     */
    public byte[] of(ImageRecord image) {
        return switch (image.getContentCase()) {
            case ENCODED -> image.getEncoded().toByteArray();
            case CLAIM_CHECK -> claimed(image.getClaimCheck());
            case CONTENT_NOT_SET -> throw missing("The record has neither bytes nor a claim check.");
        };
    }

    private byte[] claimed(ClaimCheck claim) {
        byte[] content = read(file(claim), claim);
        String sha256 = Sha256.of(content);
        if (!sha256.equals(claim.getSha256())) {
            throw missing("The content at %s has sha256 %s, not %s. Maybe it was overwritten."
                    .formatted(claim.getPath(), sha256, claim.getSha256()));
        }
        return content;
    }

    private Path file(ClaimCheck claim) {
        try {
            if (store.exists(claim.getPath())) {
                return store.fetch(claim.getPath());
            }
        } catch (ArtefactException e) { // a place outside the storage, which no retry makes better
            throw missing(e.getMessage());
        }
        throw missing("There is nothing at %s. Maybe fovea.storage differs from ingestion's, or it was deleted."
                .formatted(claim.getPath()));
    }

    private byte[] read(Path file, ClaimCheck claim) {
        try {
            if (!Files.isRegularFile(file)) {
                throw missing("There is no file at %s.".formatted(claim.getPath()));
            }
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new RejectedException(
                        new Rejection.ImageTooLarge("%,d bytes, where %,d are allowed".formatted(size, maxBytes)));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read %s.".formatted(file), e);
        }
    }

    private static RejectedException missing(String explanation) {
        return new RejectedException(new Rejection.MissingContent(explanation));
    }
}
