package io.fovea.cnn.optimizers;

/**
 * A learning rate for each step of training. Immutable, and the same for the same step, so that a run which goes on from a
 * checkpoint has the rates of an unbroken one.
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /**
     * The rate that a step is made with.
     *
     * @param step steps that were made before it: 0 for the first one, and counted on over epochs and checkpoints
     */
    double at(long step);
}
