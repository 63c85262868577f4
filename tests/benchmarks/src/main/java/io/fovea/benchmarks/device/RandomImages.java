package io.fovea.benchmarks.device;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Dataset;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** Noise with labels: as much work as real pictures, and the same for a seed. */
record RandomImages(Shape shape, int classes, long seed) {

    Dataset examples(int count) {
        var random = new SplittableRandom(seed);
        byte[] pixels = new byte[Math.toIntExact(shape.size() * count)];
        random.nextBytes(pixels);
        long[] labels = random.longs(count, 0, classes).toArray();
        return new ArrayDataset(HostTensor.uint8(shape.prepend(count).asArray(), pixels), labels);
    }
}
