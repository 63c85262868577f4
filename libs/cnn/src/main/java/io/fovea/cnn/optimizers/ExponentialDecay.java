package io.fovea.cnn.optimizers;

/**
 * Keras' {@code ExponentialDecay}: {@code initialLearningRate * decayRate ^ (step / decaySteps)}.
 *
 * @param decaySteps how many steps one factor takes, 1 or more
 * @param decayRate the factor
 * @param staircase whether the exponent is rounded down, so that the rate falls in steps; the usual "step" schedule
 */
public record ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate, boolean staircase)
        implements LearningRateSchedule {
    /** @throws IllegalArgumentException for a negative rate or factor, or for fewer than one step */
    public ExponentialDecay {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("decay steps", decaySteps);
        Rates.require("decay rate", decayRate);
    }

    /** Without stairs. */
    public ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    @Override
    public double at(long step) {
        double exponent = (double) step / decaySteps;
        return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(exponent) : exponent);
    }
}
