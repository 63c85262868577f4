package io.fovea.transforms.augment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend on a seed and a record alone, never on what else is in the batch. */
public final class Draws {

    private Draws() {}

    /** A number for a record's id, to be kept: it costs a hash. */
    public static long key(String id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(("augment:" + id).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** For one record in one epoch. */
    static RandomGenerator of(long seed, long key) {
        return new SplittableRandom(mixed(mixed(seed) + key));
    }

    /** The other record that this one is mixed with. */
    public static int partner(long seed, long key, int records) {
        return new SplittableRandom(mixed(mixed(seed ^ 0x6d69786564L) + key)).nextInt(records); // another stream
    }

    /** From -most to most. */
    static double symmetric(RandomGenerator random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /** From Beta(alpha, alpha), by Joehnk's method (1964); alpha from 0.05 to 1. */
    static double beta(RandomGenerator random, double alpha) {
        while (true) {
            double x = Math.pow(1 - random.nextDouble(), 1 / alpha);
            double y = Math.pow(1 - random.nextDouble(), 1 / alpha);
            if (x + y <= 1 && x + y > 0) {
                return x / (x + y);
            }
        }
    }

    /** Murmur3's last step: neighbouring seeds come out far apart. */
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
