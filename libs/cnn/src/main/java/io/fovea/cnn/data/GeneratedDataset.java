package io.fovea.cnn.data;

import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Batches that are made anew each time, by a function of the seed: for what cannot be read by number, or has no known end.
 *
 * @param size of all examples, or {@link Dataset#UNKNOWN_SIZE}
 * @param source gives the batches of an epoch for a batch size; from the seed alone where there is one, in order where not. An
 *     iterator that is {@link AutoCloseable} is closed at the end of the epoch, or where a fit stops
 */
public record GeneratedDataset(int size, Source source) implements Dataset {
    /** Makes an epoch's batches. */
    @FunctionalInterface
    public interface Source {
        /** The batches of one epoch. */
        Iterator<Batch> batches(int batchSize, OptionalLong shuffleSeed);
    }

    /** Of a size that nobody knows. */
    public static GeneratedDataset of(Source source) {
        return new GeneratedDataset(UNKNOWN_SIZE, source);
    }

    @Override
    public Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed) {
        return () -> source.batches(batchSize, shuffleSeed);
    }
}
