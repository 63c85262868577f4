package io.fovea.cnn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** One number for all weights of a model: equal where names, shapes and every bit are equal. */
final class WeightsDigest {
    private WeightsDigest() {}

    static String sha256(Map<String, HostTensor> weights) {
        MessageDigest digest = sha256();
        weights.forEach((name, value) -> {
            digest.update((name + value + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(value.contents());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
