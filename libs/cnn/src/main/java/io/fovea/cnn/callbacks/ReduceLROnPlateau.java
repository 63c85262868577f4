package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.util.Map;

/**
 * Keras' {@code ReduceLROnPlateau}: multiplies the learning rate by a factor when a metric has not become better for a number of
 * epochs. Settings are made before the fit, and the optimizer must not have a schedule of its own.
 */
public final class ReduceLROnPlateau extends WatchingCallback {
    private static final String COUNTERS = "counters"; // epochs since the best, epochs of cooldown left
    private static final String BEST = "best";

    private final String metric;
    private final double factor;
    private final int patience;
    private Mode mode = Mode.AUTO;
    private double minDelta = 1e-4;
    private int cooldown;
    private double minLearningRate;
    private Monitor monitor = new Monitor("loss", Mode.MIN, 0);
    private int waited;
    private int cooling;

    /** Keras' default: a tenth of {@code val_loss}' rate after 10 epochs. */
    public ReduceLROnPlateau() {
        this("val_loss", 0.1, 10);
    }

    /**
     * @param monitor such as {@code val_loss}; whether more of it is better follows from its name, see {@link Mode#AUTO}
     * @param factor what the rate is multiplied by, in [0, 1)
     * @param patience epochs without a better value before it is
     * @throws IllegalArgumentException for a factor outside of [0, 1)
     */
    public ReduceLROnPlateau(String monitor, double factor, int patience) {
        if (!(factor >= 0 && factor < 1)) {
            throw new IllegalArgumentException("Expected a factor in [0, 1), received %s.".formatted(factor));
        }
        this.metric = monitor;
        this.factor = factor;
        this.patience = patience;
    }

    /** Whether less or more of the metric is better; by its name by default. */
    public ReduceLROnPlateau mode(Mode mode) {
        this.mode = mode;
        return this;
    }

    /** By how much a value must be better to count, 0 or more; 0.0001 by default. */
    public ReduceLROnPlateau minDelta(double minDelta) {
        this.minDelta = minDelta;
        return this;
    }

    /** For how many epochs after a reduction none is counted; 0 by default. */
    public ReduceLROnPlateau cooldown(int epochs) {
        this.cooldown = epochs;
        return this;
    }

    /** Below which the rate is never brought; 0 by default. */
    public ReduceLROnPlateau minLearningRate(double minLearningRate) {
        this.minLearningRate = minLearningRate;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        super.onTrainBegin(training);
        monitor = new Monitor(metric, mode, minDelta);
        waited = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        double value = monitor.valueIn(logs, "ReduceLROnPlateau");
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        if (monitor.improves(value)) {
            waited = 0;
        } else if (cooling == 0) {
            waited++;
            reduceIfDue();
        }
    }

    private void reduceIfDue() {
        double rate = training().learningRate();
        if (waited >= patience && rate > minLearningRate) {
            training().learningRate(Math.max(rate * factor, minLearningRate));
            cooling = cooldown;
            waited = 0;
        }
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(
                COUNTERS, HostTensor.int64(new long[] {2}, waited, cooling),
                BEST, HostTensor.float64(new long[] {1}, monitor.best()));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        long[] counters = state.get(COUNTERS).toLongs();
        waited = (int) counters[0];
        cooling = (int) counters[1];
        monitor.best(state.get(BEST).toDoubles()[0]);
    }
}
