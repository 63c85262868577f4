package io.fovea.trainer.jobs;

/** How an attempt at a job ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    /** It stays in the queue. */
    STOPPED;

    /** Whether the job is done with, so that its record may be committed. */
    public boolean isFinal() {
        return this != STOPPED;
    }
}
