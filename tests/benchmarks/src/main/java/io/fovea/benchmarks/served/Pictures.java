package io.fovea.benchmarks.served;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Random pictures, the same for a seed. */
public record Pictures(ServedNetwork network, byte[] pixels, int count) {

    public static Pictures random(ServedNetwork network, int count, long seed) {
        byte[] pixels = new byte[Math.multiplyExact(count, network.bytes())];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Pictures(network, pixels, count);
    }

    public byte[] picture(int index) {
        return Arrays.copyOfRange(pixels, index * network.bytes(), (index + 1) * network.bytes());
    }

    /** Pictures {@code from} (inclusive) to {@code to} (exclusive) as a batch. */
    public HostTensor batch(int from, int to) {
        return HostTensor.uint8(
                LongStream.concat(LongStream.of(to - from), Arrays.stream(network.shape()))
                        .toArray(),
                Arrays.copyOfRange(pixels, from * network.bytes(), to * network.bytes()));
    }
}
