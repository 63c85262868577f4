package io.fovea.cnn.optimizers;

/**
 * The one-cycle policy: up to a large rate, then down to almost nothing, each along half a wave of the cosine. Smith and Topin (2018),
 * arXiv:1708.07120; steps and defaults are those of PyTorch's {@code OneCycleLR}, since Keras has none. The momentum stays as it is.
 *
 * @param maxLearningRate the top
 * @param totalSteps how many steps the cycle takes, 2 or more; beyond, the rate stays where it ended
 * @param rising the part of the steps on which the rate rises, in (0, 1)
 * @param divFactor the first rate is the top divided by it
 * @param finalDivFactor the last rate is the first one divided by it
 */
public record OneCycle(double maxLearningRate, long totalSteps, double rising, double divFactor, double finalDivFactor)
        implements LearningRateSchedule {
    /** @throws IllegalArgumentException for numbers out of range */
    public OneCycle {
        Rates.require("learning rate", maxLearningRate);
        if (totalSteps < 2) {
            throw new IllegalArgumentException("Expected total steps of 2 or more, received %d.".formatted(totalSteps));
        }
        if (!(rising > 0 && rising < 1)) {
            throw new IllegalArgumentException("Expected a rising part in (0, 1), received %s.".formatted(rising));
        }
        if (!(divFactor > 0 && finalDivFactor > 0)) {
            throw new IllegalArgumentException(
                    "Expected factors of more than 0, received %s and %s.".formatted(divFactor, finalDivFactor));
        }
    }

    /** PyTorch's defaults: 30 % of the steps up from a 25th of the top, then down to a 10,000th of that. */
    public OneCycle(double maxLearningRate, long totalSteps) {
        this(maxLearningRate, totalSteps, 0.3, 25, 1e4);
    }

    @Override
    public double at(long step) {
        double first = maxLearningRate / divFactor;
        double top = rising * totalSteps - 1;
        if (step <= top) {
            return Rates.cosine(first, maxLearningRate, top == 0 ? 1 : step / top);
        }
        double end = totalSteps - 1;
        return Rates.cosine(maxLearningRate, first / finalDivFactor, (Math.min(step, end) - top) / (end - top));
    }
}
