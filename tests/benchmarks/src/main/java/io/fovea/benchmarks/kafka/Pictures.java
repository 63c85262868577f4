package io.fovea.benchmarks.kafka;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random 28 x 28 pictures, the same for a seed. */
record Pictures(byte[] pixels, int count) {
    static final int SIDE = 28;
    private static final int BYTES = SIDE * SIDE;

    static Pictures random(int count, long seed) {
        byte[] pixels = new byte[count * BYTES];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Pictures(pixels, count);
    }

    byte[] picture(int index) {
        return Arrays.copyOfRange(pixels, index * BYTES, (index + 1) * BYTES);
    }

    /** Pictures {@code from} (inclusive) to {@code to} (exclusive) as a batch. */
    HostTensor batch(int from, int to) {
        return HostTensor.uint8(
                new long[] {to - from, SIDE, SIDE, 1}, Arrays.copyOfRange(pixels, from * BYTES, to * BYTES));
    }
}
