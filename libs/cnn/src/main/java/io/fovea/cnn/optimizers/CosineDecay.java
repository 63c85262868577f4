package io.fovea.cnn.optimizers;

/**
 * Keras' {@code CosineDecay}: down half a wave of the cosine, from a rate to a part of it, and there it stays. Loshchilov and Hutter
 * (2017), arXiv:1608.03983. With a warm-up of {@link LearningRateSchedule#afterWarmUp} it is Keras' with {@code warmup_target}.
 *
 * @param decaySteps how many steps it takes, 1 or more
 * @param alpha the part of the rate that it ends at, in [0, 1]
 */
public record CosineDecay(double initialLearningRate, long decaySteps, double alpha) implements LearningRateSchedule {
    /** @throws IllegalArgumentException for a negative rate, fewer than one step, or an alpha outside of [0, 1] */
    public CosineDecay {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("decay steps", decaySteps);
        Rates.requireFraction("an alpha", alpha);
    }

    /** Down to 0. */
    public CosineDecay(double initialLearningRate, long decaySteps) {
        this(initialLearningRate, decaySteps, 0);
    }

    @Override
    public double at(long step) {
        double part = (double) Math.min(step, decaySteps) / decaySteps;
        return Rates.cosine(initialLearningRate, alpha * initialLearningRate, part);
    }
}
