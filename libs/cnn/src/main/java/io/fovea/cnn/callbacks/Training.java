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

    void learningRate(double learningRate);

    /** Copies of all weights, by {@code layer/weight}. */
    Map<String, HostTensor> weights();

    /** @throws IllegalArgumentException where a weight is unknown or its shape differs; none is changed then */
    void setWeights(Map<String, HostTensor> weights);

    /**
     * Keeps what a later run needs to go on as if it had not stopped. In {@code onEpochEnd} of the last callback it holds
     * this epoch, and the state of the callbacks before.
     */
    void saveCheckpoint(Path file);
}
