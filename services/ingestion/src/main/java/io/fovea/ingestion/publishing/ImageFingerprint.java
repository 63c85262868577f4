package io.fovea.ingestion.publishing;

import io.fovea.proto.image.v1.ImageRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What makes two images the same: id, label and split, as 127 bits of their sha256. That two different ones share it is
 * out of reach: at ten billion images, one chance in 10^18.
 *
 * @param low odd, so never 0
 */
record ImageFingerprint(long high, long low) {

    static ImageFingerprint of(ImageRecord image) {
        MessageDigest sha256 = sha256();
        sha256.update(image.getId().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) image.getSplitValue());
        if (image.hasLabel()) { // an image without a label is another than one with an empty label
            sha256.update((byte) 1);
            sha256.update(image.getLabel().getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new ImageFingerprint(digest.getLong(), digest.getLong() | 1);
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
