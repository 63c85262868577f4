package io.fovea.benchmarks.features;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random colour pictures, the same for a seed. */
record RandomPictures(int side, byte[] pixels, int count) {

    static RandomPictures of(int side, int count, long seed) {
        byte[] pixels = new byte[count * side * side * 3];
        new SplittableRandom(seed).nextBytes(pixels);
        return new RandomPictures(side, pixels, count);
    }

    /** UINT8 {@code [side, side, 3]}. */
    byte[] picture(int index) {
        return Arrays.copyOfRange(pixels, index * bytes(), (index + 1) * bytes());
    }

    /** Pictures {@code from} (inclusive) to {@code to} (exclusive) as a batch. */
    HostTensor batch(int from, int to) {
        return HostTensor.uint8(
                new long[] {to - from, side, side, 3}, Arrays.copyOfRange(pixels, from * bytes(), to * bytes()));
    }

    private int bytes() {
        return side * side * 3;
    }
}
