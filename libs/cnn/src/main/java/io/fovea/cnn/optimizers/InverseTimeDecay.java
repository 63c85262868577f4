package io.fovea.cnn.optimizers;

/**
 * Keras' {@code InverseTimeDecay}: {@code initialLearningRate / (1 + decayRate * step / decaySteps)}.
 *
 * @param decaySteps 1 or more
 * @param staircase whether {@code step / decaySteps} is rounded down
 */
public record InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate, boolean staircase)
        implements LearningRateSchedule {
    /** @throws IllegalArgumentException for a negative rate, or for fewer than one step */
    public InverseTimeDecay {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("decay steps", decaySteps);
        Rates.require("decay rate", decayRate);
    }

    /** Without stairs. */
    public InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    @Override
    public double at(long step) {
        double part = (double) step / decaySteps;
        return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(part) : part));
    }
}
