package io.fovea.trainer.jobs;

/** The job was left undone on request: it stays in the queue, and goes on from its last checkpoint. */
public final class JobStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JobStoppedException() {
        super("Asked to stop", null, false, false); // control flow, not an error
    }
}
