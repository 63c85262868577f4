package io.fovea.serving;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which keys belong to a share of all keys. A key has one place from 0 to 1 for a model, whatever is asked later: it belongs to
 * every share above its place, so that a share that is raised only adds keys.
 */
final class KeyShare {

    private static final double UNIT = 0x1.0p-53;

    private KeyShare() {}

    /** Whether the key belongs to the share, from 0, nobody, to 1, all; a record without a key belongs to the whole alone. */
    static boolean has(String model, byte @Nullable [] key, double share) {
        return key == null ? share >= 1 : place(model, key) < share;
    }

    /** From 0 to below 1, evenly spread, and another for each model: not the same keys are tried on each time. */
    static double place(String model, byte[] key) {
        return (mix(checksum(key) * 0x9E3779B97F4A7C15L + model.hashCode()) >>> 11) * UNIT;
    }

    private static long checksum(byte[] key) {
        var checksum = new CRC32C();
        checksum.update(key);
        return checksum.getValue();
    }

    /** The finalizer of SplitMix64: Steele, Lea and Flood (2014), https://doi.org/10.1145/2660193.2660195. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
