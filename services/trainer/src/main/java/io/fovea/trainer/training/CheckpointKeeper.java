package io.fovea.trainer.training;

import io.fovea.cnn.callbacks.Training;
import java.time.Duration;

/** Writes a job's checkpoints: whenever it is told to, and within an epoch not more often than the interval allows. */
final class CheckpointKeeper {
    private final Checkpoints checkpoints;
    private final long intervalNanos;
    private long lastNanos = System.nanoTime();

    CheckpointKeeper(Checkpoints checkpoints, Duration interval) {
        this.checkpoints = checkpoints;
        this.intervalNanos = interval.toNanos();
    }

    /** Place of the newest checkpoint below {@code fovea.storage}; empty when there is none. */
    String place() {
        return checkpoints.place();
    }

    void save(Training training) {
        checkpoints.save(training::saveCheckpoint);
        lastNanos = System.nanoTime();
    }

    void saveIfDue(Training training) {
        if (System.nanoTime() - lastNanos >= intervalNanos) {
            save(training);
        }
    }
}
