package io.fovea.cnn;

import java.util.SplittableRandom;

/** Independent seeds from one: for each weight, layer and epoch its own, so that adding one does not change the others. */
final class Seeds {
    private Seeds() {}

    static long derive(long seed, String purpose) {
        return derive(seed, purpose.hashCode());
    }

    static long derive(long seed, long index) {
        return new SplittableRandom(seed ^ new SplittableRandom(index).nextLong()).nextLong();
    }
}
