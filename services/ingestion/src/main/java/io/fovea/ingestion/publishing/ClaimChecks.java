package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;

/** Keeps large images out of Kafka: the record tells their hash and where they lie. */
public final class ClaimChecks {
    /** The largest image that travels in its record. */
    static final int MAX_INLINE_BYTES = 512 * 1024;

    private final ArtefactStore store;

    public ClaimChecks(ArtefactStore store) {
        this.store = store;
    }

    /**
     * The same image, its content in the store when it is large. One that is there already is left: a place named by
     * its content's hash holds that content.
     *
     * @throws io.fovea.registry.ArtefactException when it cannot be stored
     */
    ImageRecord slim(ImageRecord image) {
        int size = image.getEncoded().size();
        if (size <= MAX_INLINE_BYTES) {
            return image;
        }
        String path = "claims/" + image.getId();
        if (!store.exists(path)) {
            store.put(path, image.getEncoded().toByteArray());
        }
        return image.toBuilder()
                .setClaimCheck(ClaimCheck.newBuilder()
                        .setSha256(image.getId())
                        .setPath(path)
                        .setSize(size))
                .build();
    }
}
