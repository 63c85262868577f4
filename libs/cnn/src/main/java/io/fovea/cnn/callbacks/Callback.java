package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.util.Map;

/** Watches a fit. Called on the thread that fits, in the order that the callbacks were given. */
public interface Callback {
    /** @param training what the callback may look into, and stop */
    default void onTrainBegin(Training training) {}

    /** @param epoch from 0 */
    default void onEpochBegin(int epoch) {}

    /**
     * @param batch from 0
     * @param batches of this epoch; {@link io.fovea.cnn.data.Dataset#UNKNOWN_SIZE} where the data set does not know
     * @param loss mean over this batch
     */
    default void onBatchEnd(int epoch, int batch, int batches, double loss) {}

    /** @param logs {@code loss}, {@code accuracy}, and with a validation set {@code val_loss}, {@code val_accuracy} */
    default void onEpochEnd(int epoch, Map<String, Double> logs) {}

    /** After the last epoch, or after the one that was stopped in. */
    default void onTrainEnd() {}

    /** What a checkpoint must keep for {@link #restore}. */
    default Map<String, HostTensor> state() {
        return Map.of();
    }

    /** Called between {@link #onTrainBegin} and the first epoch where the fit goes on from a checkpoint. */
    default void restore(Map<String, HostTensor> state) {}
}
