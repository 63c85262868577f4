package io.fovea.cnn.data;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Changes each image by itself: UINT8 {@code [height, width, channels]}. */
record EachImage(ImageAugmentation change) implements Augmentation {
    @Override
    public Batch batch(Function<int[], Batch> examples, int[] positions, long seed) {
        Batch batch = examples.apply(positions);
        HostTensor inputs = batch.input();
        long[] image = inputs.rowShape();
        if (inputs.dtype() != DType.UINT8 || image.length != 3) {
            throw new IllegalArgumentException(
                    "Expected images UINT8[batch, height, width, channels] to augment, received %s.".formatted(inputs));
        }
        byte[] changed = new byte[inputs.contents().length];
        byte[] pixels = new byte[Math.toIntExact(image[0] * image[1] * image[2])];
        for (int row = 0; row < inputs.rows(); row++) {
            SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + positions[row]).nextLong());
            System.arraycopy(inputs.contents(), row * pixels.length, pixels, 0, pixels.length);
            change.apply(pixels, (int) image[0], (int) image[1], (int) image[2], random);
            System.arraycopy(pixels, 0, changed, row * pixels.length, pixels.length);
        }
        HostTensor images = new HostTensor(DType.UINT8, inputs.shape(), changed);
        return new Batch(List.of(images), batch.targets(), batch.sampleWeights());
    }
}
