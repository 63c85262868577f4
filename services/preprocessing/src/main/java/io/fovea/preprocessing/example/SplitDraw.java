package io.fovea.preprocessing.example;

import io.fovea.proto.example.v1.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Draws an example's split from its id alone: the same image falls into the same split whenever it comes, in whatever
 * order, and through whichever process.
 */
final class SplitDraw {
    private SplitDraw() {}

    /** @param validationShare share of the ids that fall into validation, in [0, 1) */
    static Split of(String id, double validationShare) {
        return uniform(id) < validationShare ? Split.SPLIT_VALIDATION : Split.SPLIT_TRAIN;
    }

    /** In [0, 1), from 53 bits. The id is hashed again: ids of one partition have part of their hash in common. */
    private static double uniform(String id) {
        byte[] hash = sha256().digest(("split:" + id).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
