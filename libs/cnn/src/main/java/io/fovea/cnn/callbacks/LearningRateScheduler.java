package io.fovea.cnn.callbacks;

/**
 * Keras' {@code LearningRateScheduler}: gives each epoch a learning rate before it begins. For one that changes from step to step
 * there are the schedules of {@code io.fovea.cnn.optimizers}.
 */
public final class LearningRateScheduler extends WatchingCallback {
    private final EpochRate schedule;

    /** @param schedule of the epoch, from 0, and the rate so far */
    public LearningRateScheduler(EpochRate schedule) {
        this.schedule = schedule;
    }

    @Override
    public void onEpochBegin(int epoch) {
        double rate = schedule.rate(epoch, training().learningRate());
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Expected a learning rate of 0 or more for epoch %d, received %s.".formatted(epoch, rate));
        }
        training().learningRate(rate);
    }

    /** A learning rate for each epoch. */
    @FunctionalInterface
    public interface EpochRate {
        /**
         * The rate of an epoch.
         *
         * @param epoch from 0
         * @param learningRate that of the epoch before
         */
        double rate(int epoch, double learningRate);
    }
}
