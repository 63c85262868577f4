package io.fovea.cnn.optimizers;

/** A straight line up to the first rate of another schedule, which then begins. */
record LinearWarmUp(double initialLearningRate, long warmUpSteps, LearningRateSchedule then)
        implements LearningRateSchedule {
    LinearWarmUp {
        Rates.require("learning rate", initialLearningRate);
        Rates.requireSteps("warm-up steps", warmUpSteps);
    }

    @Override
    public double at(long step) {
        if (step >= warmUpSteps) {
            return then.at(step - warmUpSteps);
        }
        return initialLearningRate + (then.at(0) - initialLearningRate) * step / warmUpSteps;
    }
}
