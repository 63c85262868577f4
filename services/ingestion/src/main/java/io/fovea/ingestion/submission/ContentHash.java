package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import io.fovea.registry.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** An image's id, from its bytes alone: see {@code docs/adr/0004-content-hash-as-id.md}. */
final class ContentHash {
    private ContentHash() {}

    /** Lower-case hex sha256. */
    static String of(ByteString content) {
        MessageDigest sha256 = Sha256.digest();
        content.asReadOnlyByteBufferList().forEach(sha256::update);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
