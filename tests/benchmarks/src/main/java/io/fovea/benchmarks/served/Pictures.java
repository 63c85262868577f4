package io.fovea.benchmarks.served;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Random pictures, the same for a seed.
 *
 * @param shape {@code [height, width, channels]} of each
 */
public record Pictures(long[] shape, byte[] pixels, int count) {

    public static Pictures random(long[] shape, int count, long seed) {
        byte[] pixels = new byte[Math.multiplyExact(count, bytes(shape))];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Pictures(shape, pixels, count);
    }

    public static Pictures random(ServedNetwork network, int count, long seed) {
        return random(network.shape(), count, seed);
    }

    /** UINT8 as the shape has it. */
    public byte[] picture(int index) {
        return pixels(index, index + 1);
    }

    /** Pictures {@code from} (inclusive) to {@code to} (exclusive) as a batch. */
    public HostTensor batch(int from, int to) {
        return HostTensor.uint8(
                LongStream.concat(LongStream.of(to - from), Arrays.stream(shape))
                        .toArray(),
                pixels(from, to));
    }

    private byte[] pixels(int from, int to) {
        return Arrays.copyOfRange(pixels, from * bytes(shape), to * bytes(shape));
    }

    private static int bytes(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }
}
