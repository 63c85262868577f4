package io.fovea.benchmarks.networks;

import java.util.SplittableRandom;

/**
 * A batch of noise with labels, the same for a seed: as much work as real pictures, and small enough to be learnt by heart.
 *
 * @param pixels an example after the other, in the engine's own order of axes
 */
@SuppressWarnings("ArrayRecordComponent") // fed as they are
record Examples(byte[] pixels, long[] labels) {

    static Examples of(Network network, int batch) {
        var random = new SplittableRandom(7);
        byte[] pixels = new byte[Math.toIntExact(batch * network.input().size())];
        random.nextBytes(pixels);
        return new Examples(pixels, random.longs(batch, 0, network.classes()).toArray());
    }

    int batch() {
        return labels.length;
    }
}
