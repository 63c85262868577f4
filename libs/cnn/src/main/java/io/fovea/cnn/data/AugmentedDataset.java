package io.fovea.cnn.data;

import java.util.OptionalLong;

/** Examples that are changed whenever they are shuffled. */
record AugmentedDataset(IndexedDataset plain, Augmentation augmentation) implements Dataset {
    @Override
    public int size() {
        return plain.size();
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        return batches(batchSize, shuffleSeed, 0);
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed, int first) {
        if (shuffleSeed.isEmpty()) {
            return plain.batches(batchSize, shuffleSeed, first);
        }
        long seed = ~shuffleSeed.getAsLong();
        return plain.batches(
                batchSize, shuffleSeed, first, positions -> augmentation.batch(plain::read, positions, seed));
    }
}
