package io.fovea.cnn.optimizers;

/**
 * Keras' {@code PolynomialDecay}: from one rate to another along {@code (1 - step / decaySteps) ^ power}.
 *
 * @param decaySteps how many steps it takes, 1 or more
 * @param endLearningRate where it ends
 * @param power 1 for a straight line
 * @param cycle whether, past the end, it rises to a way of twice, three times... as many steps; else it stays at the end
 */
public record PolynomialDecay(
        double initialLearningRate, long decaySteps, double endLearningRate, double power, boolean cycle)
        implements LearningRateSchedule {
    /** @throws IllegalArgumentException for a negative rate or power, or for fewer than one step */
    public PolynomialDecay {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("decay steps", decaySteps);
        Rates.require("end learning rate", endLearningRate);
        Rates.require("power", power);
    }

    /** Keras' defaults: a straight line to 0.0001, where it stays. */
    public PolynomialDecay(double initialLearningRate, long decaySteps) {
        this(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    @Override
    public double at(long step) {
        double whole = cycle ? decaySteps * Math.max(1, Math.ceil((double) step / decaySteps)) : decaySteps;
        double left = 1 - Math.min(step, whole) / whole;
        return (initialLearningRate - endLearningRate) * Math.pow(left, power) + endLearningRate;
    }
}
