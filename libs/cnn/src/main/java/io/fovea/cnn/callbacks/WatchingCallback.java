package io.fovea.cnn.callbacks;

import org.jspecify.annotations.Nullable;

/** A callback that needs its fit after it began. */
abstract class WatchingCallback implements Callback {
    private @Nullable Training training;

    @Override
    public void onTrainBegin(Training training) {
        this.training = training;
    }

    /** @throws IllegalStateException before a fit began */
    final Training training() {
        if (training == null) {
            throw new IllegalStateException("This callback is not part of a fit.");
        }
        return training;
    }
}
