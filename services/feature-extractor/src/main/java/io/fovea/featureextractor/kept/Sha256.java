package io.fovea.featureextractor.kept;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that things are called by. */
final class Sha256 {
    static final int BYTES = 32;

    private Sha256() {}

    static ByteString of(ByteString content) {
        MessageDigest digest = digest();
        digest.update(content.asReadOnlyByteBuffer());
        return ByteString.copyFrom(digest.digest());
    }

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
