package io.fovea.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a file must hash to. MD5 holds against damage, not against a forger; SHA-256 against both.
 *
 * @param hex in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {
    private static final int CHUNK = 1 << 16;

    /** @throws IllegalArgumentException where the digits are not those of such a hash */
    public Checksum {
        if (!algorithm.digits.matcher(hex).matches()) {
            throw new IllegalArgumentException("Expected a hash by %s in hexadecimal and lower case, received %s."
                    .formatted(algorithm.title(), hex));
        }
    }

    /** Of 32 digits. */
    public static Checksum md5(String hex) {
        return new Checksum(Algorithm.MD5, hex);
    }

    /** Of 64 digits. */
    public static Checksum sha256(String hex) {
        return new Checksum(Algorithm.SHA256, hex);
    }

    /** The hash of a file as it is, by the same algorithm. */
    Checksum of(Path file) throws IOException {
        MessageDigest digest = algorithm.digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /** How it is computed. */
    public enum Algorithm {
        /** 32 digits. */
        MD5("MD5", 32),
        /** 64 digits. */
        SHA256("SHA-256", 64);

        private final String javaName;
        private final Pattern digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = Pattern.compile("[0-9a-f]{%d}".formatted(digits));
        }

        /** As people write it in a sentence: md5, sha256. */
        public String title() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has " + javaName + ".", e);
            }
        }
    }
}
