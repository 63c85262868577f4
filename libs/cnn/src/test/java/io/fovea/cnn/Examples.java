package io.fovea.cnn;

import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Rescaling;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** Data that is made on the spot. */
final class Examples {
    private Examples() {}

    /** Images 28 x 28 x 1 of noise, with a bright 6 x 6 square at one of ten places that is the class. */
    static ArrayDataset squares(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * 28 * 28];
        random.nextBytes(pixels);
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(10);
            labels[i] = label;
            for (int p = 0; p < 28 * 28; p++) {
                int at = i * 28 * 28 + p;
                int row = p / 28 - 4 - 12 * (label / 5);
                int column = p % 28 - 1 - 5 * (label % 5);
                boolean inside = row >= 0 && row < 6 && column >= 0 && column < 6;
                pixels[at] = (byte) (inside ? 255 : (pixels[at] & 0xff) / 3);
            }
        }
        return new ArrayDataset(HostTensor.uint8(new long[] {count, 28, 28, 1}, pixels), labels);
    }

    /** A LeNet-5 that takes pixels. */
    static Model lenet5() {
        return on(Architectures.named("lenet5"));
    }

    /** A net of dense layers and dropout that takes pixels. */
    static Model feedForward() {
        return on(Architectures.named("ffnn"));
    }

    private static Model on(Architecture architecture) {
        SymbolicTensor pixels = Input.uint8("image", Shape.of(28, 28, 1));
        return architecture.build(pixels.then(Rescaling.pixelsTo(0, 1)), 10);
    }
}
