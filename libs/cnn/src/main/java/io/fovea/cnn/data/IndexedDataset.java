package io.fovea.cnn.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Examples that are read by their number, in any order: each epoch's order follows from its seed, and only the examples of a
 * batch are in memory, beside 4 bytes an example for the order.
 */
public abstract class IndexedDataset implements Dataset {
    /** The examples of these numbers, from 0 to {@link #size()} - 1, in this order; called by one thread at a time. */
    protected abstract Batch read(int[] positions);

    @Override
    public final Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        return batches(batchSize, shuffleSeed, 0);
    }

    @Override
    public final Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed, int first) {
        return batches(batchSize, shuffleSeed, first, this::read);
    }

    /** The same examples in the same batches, each as the reader gives it. */
    final Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed, int first, Function<int[], Batch> reader) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Expected a batch size of 1 or more, received %d.".formatted(batchSize));
        }
        return () -> new Batches(order(shuffleSeed), batchSize, Math.multiplyExact(first, batchSize), reader);
    }

    /** The same examples, changed anew whenever they are shuffled. */
    public final Dataset augmentedBy(Augmentation augmentation) {
        return new AugmentedDataset(this, augmentation);
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

    private static final class Batches implements Iterator<Batch> {
        private final int[] order;
        private final int batchSize;
        private final Function<int[], Batch> reader;
        private int next;

        private Batches(int[] order, int batchSize, int next, Function<int[], Batch> reader) {
            this.order = order;
            this.batchSize = batchSize;
            this.next = next;
            this.reader = reader;
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
            return reader.apply(positions);
        }
    }
}
