package io.fovea.cnn.data;

import java.util.function.Function;

/** Makes the batches that training sees, of examples that it reads by their number. */
@FunctionalInterface
public interface Augmentation {
    /**
     * A batch of as many examples as there are positions, from these and the seed alone: what becomes of an example may not depend on
     * what else is in the batch. Called by one thread at a time.
     *
     * @param examples gives the examples of these numbers as they are
     * @param positions numbers of the examples, in the batch's order
     * @param seed another one in each epoch
     */
    Batch batch(Function<int[], Batch> examples, int[] positions, long seed);
}
