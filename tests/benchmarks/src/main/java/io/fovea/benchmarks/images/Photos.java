package io.fovea.benchmarks.images;

import io.fovea.cnn.HostTensor;
import java.util.SplittableRandom;

/** Random pictures, three channels, the same ones each time. */
record Photos(int side, int count) {

    /** All of them as a batch. */
    HostTensor batch() {
        byte[] pixels = new byte[count * side * side * 3];
        new SplittableRandom(7).nextBytes(pixels);
        return HostTensor.uint8(new long[] {count, side, side, 3}, pixels);
    }
}
