package io.fovea.cnn.optimizers;

/**
 * Keras' {@code CosineDecayRestarts}: down half a wave of the cosine again and again. Loshchilov and Hutter (2017), arXiv:1608.03983:
 * SGDR.
 *
 * @param firstDecaySteps how many steps the first way down takes, 1 or more
 * @param tMul how many times longer each way takes than the one before, 1 or more
 * @param mMul how many times higher each begins than the one before
 * @param alpha the part of the rate that each way ends at, in [0, 1]
 */
public record CosineDecayRestarts(
        double initialLearningRate, long firstDecaySteps, double tMul, double mMul, double alpha)
        implements LearningRateSchedule {
    /** @throws IllegalArgumentException for numbers out of range */
    public CosineDecayRestarts {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("first decay steps", firstDecaySteps);
        Rates.require("m_mul", mMul);
        Rates.requireFraction("an alpha", alpha);
        if (!(tMul >= 1 && tMul < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a t_mul of 1 or more, received %s.".formatted(tMul));
        }
    }

    /** Keras' defaults: each way twice as long as the one before, from the same rate down to 0. */
    public CosineDecayRestarts(double initialLearningRate, long firstDecaySteps) {
        this(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    @Override
    public double at(long step) {
        double start = 0;
        double length = firstDecaySteps;
        double height = 1;
        if (tMul == 1) { // however long it goes on
            long ways = step / firstDecaySteps;
            start = (double) ways * firstDecaySteps;
            height = Math.pow(mMul, ways);
        } else {
            while (step >= start + length) {
                start += length;
                length *= tMul;
                height *= mMul;
            }
        }
        double wave = height * Rates.cosine(1, 0, (step - start) / length);
        return initialLearningRate * ((1 - alpha) * wave + alpha);
    }
}
