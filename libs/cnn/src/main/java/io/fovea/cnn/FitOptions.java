package io.fovea.cnn;

/**
 * How long to fit, and in which steps.
 *
 * @param batchSize examples of one step
 * @param epochs where to end, counted from the first epoch of the first run
 * @param initialEpoch where to begin: 0, or what {@link TrainableModel#restoreCheckpoint} gave
 * @param prefetch batches that another thread prepares while a step runs; 0 for none. The weights are the same
 */
public record FitOptions(int batchSize, int epochs, int initialEpoch, int prefetch) {
    private static final int PREFETCH = 2;

    /** @throws IllegalArgumentException for a batch size below 1 or a negative epoch */
    public FitOptions {
        if (batchSize < 1 || epochs < 0 || initialEpoch < 0) {
            throw new IllegalArgumentException(
                    "Expected a batch size of 1 or more and epochs of 0 or more, received %d, %d, %d."
                            .formatted(batchSize, epochs, initialEpoch));
        }
        if (prefetch < 0) {
            throw new IllegalArgumentException(
                    "Expected to prefetch 0 batches or more, received %d.".formatted(prefetch));
        }
    }

    /** From an epoch on. */
    public FitOptions(int batchSize, int epochs, int initialEpoch) {
        this(batchSize, epochs, initialEpoch, PREFETCH);
    }

    /** From the first epoch on. */
    public FitOptions(int batchSize, int epochs) {
        this(batchSize, epochs, 0);
    }

    /** The same with another number of batches prepared ahead. */
    public FitOptions prefetch(int batches) {
        return new FitOptions(batchSize, epochs, initialEpoch, batches);
    }
}
