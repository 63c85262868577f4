package io.fovea.cli.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an image: the same bytes are the same image. */
public final class ContentId {

    private ContentId() {}

    /** Lower-case hex sha256 of the encoded bytes. */
    public static String of(byte[] encoded) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
