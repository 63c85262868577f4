package io.fovea.cnn.data;

import io.fovea.cnn.HostTensor;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Examples in memory. */
public final class ArrayDataset implements Dataset {
    private final HostTensor inputs;
    private final HostTensor targets;

    /** @throws IllegalArgumentException where inputs and targets are not as many */
    public ArrayDataset(HostTensor inputs, HostTensor targets) {
        Batch all = new Batch(inputs, targets);
        this.inputs = all.inputs();
        this.targets = all.targets();
    }

    /** @param labels the class number of each example */
    public ArrayDataset(HostTensor inputs, long[] labels) {
        this(inputs, HostTensor.int64(new long[] {labels.length}, labels));
    }

    /** The same examples, of which each image is changed anew whenever they are shuffled. */
    public Dataset augmentedBy(ImageAugmentation augmentation) {
        return new AugmentedDataset(this, augmentation);
    }

    @Override
    public int size() {
        return inputs.rows();
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Expected a batch size of 1 or more, received %d.".formatted(batchSize));
        }
        return () -> new Batches(order(shuffleSeed), batchSize);
    }

    private int[] order(OptionalLong shuffleSeed) {
        int[] order = IntStream.range(0, size()).toArray();
        if (shuffleSeed.isPresent()) {
            SplittableRandom random = new SplittableRandom(shuffleSeed.getAsLong());
            for (int i = order.length - 1; i > 0; i--) { // Fisher and Yates
                int other = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
        }
        return order;
    }

    private final class Batches implements Iterator<Batch> {
        private final int[] order;
        private final int batchSize;
        private int next;

        private Batches(int[] order, int batchSize) {
            this.order = order;
            this.batchSize = batchSize;
        }

        @Override
        public boolean hasNext() {
            return next < order.length;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int end = Math.min(next + batchSize, order.length);
            int[] positions = IntStream.range(next, end).map(i -> order[i]).toArray();
            next = end;
            return new Batch(inputs.gather(positions), targets.gather(positions));
        }
    }
}
