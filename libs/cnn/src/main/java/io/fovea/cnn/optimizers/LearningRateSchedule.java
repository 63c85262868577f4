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

    /**
     * This schedule after a straight line up to its first rate, as Keras' {@code warmup_target} and {@code warmup_steps} have it.
     *
     * @param initialLearningRate the rate of step 0
     * @param steps how many steps it takes, 1 or more; with the next one this schedule begins at its step 0
     * @throws IllegalArgumentException for a negative rate, or for fewer than one step
     */
    default LearningRateSchedule afterWarmUp(double initialLearningRate, long steps) {
        return new LinearWarmUp(initialLearningRate, steps, this);
    }
}
