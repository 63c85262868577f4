package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.nio.file.Path;
import java.util.Map;

/** A fit as its callbacks see it. */
public interface Training {
    /** Ends the fit after this epoch. */
    void stop();

    /** Ends the epoch after this batch, and the fit with it. */
    default void stopNow() {
        stop();
    }

    /** What the next step is fed. */
    double learningRate();

    /** From the next step on. */
    void learningRate(double learningRate);

    /** Copies of all weights, by {@code layer/weight}. */
    Map<String, HostTensor> weights();

    /** @throws IllegalArgumentException where a weight is unknown or its shape differs; none is changed then */
    void setWeights(Map<String, HostTensor> weights);

    /**
     * Keeps what a later run needs to go on as if it had not stopped, in the middle of an epoch too. In the last callback it
     * holds the state of the callbacks before.
     */
    void saveCheckpoint(Path file);

    /**
     * Goes back to a checkpoint, and on from there: its epoch, its batch, the state of its callbacks. In {@code onTrainBegin} only.
     *
     * @throws io.fovea.cnn.weights.WeightsException where the file cannot be read
     * @throws IllegalArgumentException where it belongs to another model; nothing is changed then
     */
    default void restoreCheckpoint(Path file) {
        throw new UnsupportedOperationException("This training cannot go back to a checkpoint.");
    }
}
