package io.fovea.cnn.data;

import java.util.OptionalLong;

/** Examples that can be gone through again and again. */
public interface Dataset {
    /** Number of examples. */
    int size();

    /**
     * All examples, {@code batchSize} at a time, the last batch with what is left.
     *
     * @param shuffleSeed empty: in order and as they are; else in an order, and augmented in a way, that depends on it alone
     */
    Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed);
}
