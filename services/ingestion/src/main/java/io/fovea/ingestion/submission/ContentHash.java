package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An image's id, from its bytes alone: see {@code docs/adr/0004-content-hash-as-id.md}. */
final class ContentHash {
    private ContentHash() {}

    /** Lower-case hex sha256. */
    static String of(ByteString content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            content.asReadOnlyByteBufferList().forEach(sha256::update);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
