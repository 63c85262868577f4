package io.fovea.pipeline;

/**
 * Ends training when the validation examples say that it has stopped helping, and goes back to the best weights.
 *
 * @param patience how many epochs without a better figure are waited for
 * @param monitor {@code val_loss}, the default, or {@code val_accuracy}
 */
public record EarlyStopping(int patience, String monitor) {}
