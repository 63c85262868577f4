package io.fovea.cnn;

/**
 * How long to fit, and in which steps.
 *
 * @param batchSize examples of one step
 * @param epochs where to end, counted from the first epoch of the first run
 * @param initialEpoch where to begin: 0, or what {@link TrainableModel#restoreCheckpoint} gave
 */
public record FitOptions(int batchSize, int epochs, int initialEpoch) {
    /** @throws IllegalArgumentException for a batch size below 1 or a negative epoch */
    public FitOptions {
        if (batchSize < 1 || epochs < 0 || initialEpoch < 0) {
            throw new IllegalArgumentException(
                    "Expected a batch size of 1 or more and epochs of 0 or more, received %d, %d, %d."
                            .formatted(batchSize, epochs, initialEpoch));
        }
    }

    public FitOptions(int batchSize, int epochs) {
        this(batchSize, epochs, 0);
    }
}
