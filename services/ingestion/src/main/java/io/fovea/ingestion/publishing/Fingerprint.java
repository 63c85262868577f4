package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.market.v1.Bar;
import io.fovea.registry.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What makes two records the same, as 127 bits of a sha256: an image's id, split, label, sequence and boxes, or all of a bar but the time at
 * which it was known. That two different ones share it is out of reach: at ten billion, one chance in 10^18.
 *
 * @param low odd, so never 0
 */
record Fingerprint(long high, long low) {

    static Fingerprint of(ImageRecord image) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(image.getId().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) image.getSplitValue());
        if (image.hasLabel()) { // an image without a label is another than one with an empty label
            sha256.update((byte) 1);
            sha256.update(image.getLabel().getBytes(StandardCharsets.UTF_8));
        }
        if (image.getSequenceCount() > 0 || image.getBoxesCount() > 0) { // others have kept theirs
            sha256.update(ImageRecord.newBuilder()
                    .addAllSequence(image.getSequenceList())
                    .addAllBoxes(image.getBoxesList())
                    .build()
                    .toByteArray());
        }
        return of(sha256);
    }

    /** A bar that is sent again comes later, and is the same bar; one that differs is a correction. */
    static Fingerprint of(Bar bar) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(bar.toBuilder().clearAsOfMillis().build().toByteArray());
        return of(sha256);
    }

    private static Fingerprint of(MessageDigest sha256) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Fingerprint(digest.getLong(), digest.getLong() | 1);
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
