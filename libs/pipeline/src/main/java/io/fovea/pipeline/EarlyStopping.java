package io.fovea.pipeline;

/**
 * Ends training when the validation examples say that it has stopped helping, and goes back to the best weights.
 *
 * @param patience how many epochs without a better figure are waited for
 * @param monitor {@code val_loss}, the default, {@code val_accuracy}, or {@code val_} and one of {@link TrainSpec#metrics}
 * @param minDelta by how much a figure must be better to count
 */
public record EarlyStopping(int patience, String monitor, double minDelta) {}
