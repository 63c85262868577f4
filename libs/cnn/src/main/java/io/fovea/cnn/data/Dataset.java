package io.fovea.cnn.data;

import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Examples that can be gone through again and again. {@link ArrayDataset} holds them in memory, {@link FileDataset} reads
 * them from a file larger than memory, {@link IndexedDataset} from wherever a reader gets them, {@link GeneratedDataset} from
 * what comes one after the other.
 */
public interface Dataset {
    /** What {@link #size} gives where nobody knows before the end. */
    int UNKNOWN_SIZE = -1;

    /** Number of examples, or {@link #UNKNOWN_SIZE}. */
    int size();

    /**
     * All examples, {@code batchSize} at a time, the last batch with what is left. What its iterator holds, such as an open
     * file, it frees at the end, and before where it is {@link AutoCloseable}.
     *
     * @param shuffleSeed empty: in order and as they are; else in an order, and augmented in a way, that depends on it alone
     */
    Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed);

    /**
     * The same batches from number {@code first} on, for a run that goes on in the middle of an epoch. Goes through those
     * before; a data set that can do without overrides it.
     */
    default Iterable<Batch> batches(int batchSize, OptionalLong shuffleSeed, int first) {
        return () -> {
            Iterator<Batch> iterator = batches(batchSize, shuffleSeed).iterator();
            for (int i = 0; i < first && iterator.hasNext(); i++) {
                iterator.next();
            }
            return iterator;
        };
    }
}
