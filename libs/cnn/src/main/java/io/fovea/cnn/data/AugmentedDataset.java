package io.fovea.cnn.data;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Images of UINT8 {@code [height, width, channels]} that are changed whenever they are shuffled. */
record AugmentedDataset(Dataset plain, ImageAugmentation augmentation) implements Dataset {
    @Override
    public int size() {
        return plain.size();
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        Iterable<Batch> batches = plain.batches(batchSize, shuffleSeed);
        if (shuffleSeed.isEmpty()) {
            return batches;
        }
        return () -> {
            SplittableRandom random = new SplittableRandom(~shuffleSeed.getAsLong());
            Iterator<Batch> iterator = batches.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public Batch next() {
                    return augmented(iterator.next(), random);
                }
            };
        };
    }

    private Batch augmented(Batch batch, SplittableRandom random) {
        HostTensor inputs = batch.input();
        long[] image = inputs.rowShape();
        if (inputs.dtype() != DType.UINT8 || image.length != 3) {
            throw new IllegalArgumentException(
                    "Expected images UINT8[batch, height, width, channels] to augment, received %s.".formatted(inputs));
        }
        byte[] changed = new byte[inputs.contents().length];
        byte[] pixels = new byte[Math.toIntExact(image[0] * image[1] * image[2])];
        for (int row = 0; row < inputs.rows(); row++) {
            System.arraycopy(inputs.contents(), row * pixels.length, pixels, 0, pixels.length);
            augmentation.apply(pixels, (int) image[0], (int) image[1], (int) image[2], random);
            System.arraycopy(pixels, 0, changed, row * pixels.length, pixels.length);
        }
        HostTensor images = new HostTensor(DType.UINT8, inputs.shape(), changed);
        return new Batch(List.of(images), batch.targets(), batch.sampleWeights());
    }
}
