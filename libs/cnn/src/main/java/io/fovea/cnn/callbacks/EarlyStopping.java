package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Keras' {@code EarlyStopping}: stops when a metric has not become better for a number of epochs, and can go back to the weights of
 * the best one. Settings are made before the fit.
 */
public final class EarlyStopping extends WatchingCallback {
    private static final String COUNTERS = "counters"; // best epoch, epochs since, stopped
    private static final String BEST = "best";
    private static final String WEIGHTS = "weights/";

    private final String metric;
    private final int patience;
    private final boolean restoreBestWeights;
    private Mode mode = Mode.AUTO;
    private double minDelta;
    private OptionalDouble baseline = OptionalDouble.empty();
    private int startFromEpoch;
    private Monitor monitor = new Monitor("loss", Mode.MIN, 0);
    private Map<String, HostTensor> bestWeights = Map.of();
    private int bestEpoch = -1;
    private int waited;
    private boolean stopped;

    /**
     * @param monitor such as {@code val_loss}; whether more of it is better follows from its name, see {@link Mode#AUTO}
     * @param patience epochs without a better value before it stops
     * @param restoreBestWeights whether the fit ends with the weights of the best epoch
     */
    public EarlyStopping(String monitor, int patience, boolean restoreBestWeights) {
        this.metric = monitor;
        this.patience = patience;
        this.restoreBestWeights = restoreBestWeights;
    }

    /** Whether less or more of the metric is better; by its name by default. */
    public EarlyStopping mode(Mode mode) {
        this.mode = mode;
        return this;
    }

    /** By how much a value must be better to count, 0 or more; 0 by default. */
    public EarlyStopping minDelta(double minDelta) {
        this.minDelta = minDelta;
        return this;
    }

    /** A value that must be reached: until it is, no better value begins the patience anew. */
    public EarlyStopping baseline(double baseline) {
        this.baseline = OptionalDouble.of(baseline);
        return this;
    }

    /** The first epoch that counts, from 0; those before are not looked at. */
    public EarlyStopping startFromEpoch(int startFromEpoch) {
        this.startFromEpoch = startFromEpoch;
        return this;
    }

    /** The best epoch so far, from 0; -1 before there is one. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void onTrainBegin(Training training) {
        super.onTrainBegin(training);
        monitor = new Monitor(metric, mode, minDelta);
        bestWeights = Map.of();
        bestEpoch = -1;
        waited = 0;
        stopped = false;
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        if (epoch < startFromEpoch) {
            return;
        }
        double value = monitor.valueIn(logs, "EarlyStopping");
        waited++;
        if (monitor.improves(value)) {
            bestEpoch = epoch;
            bestWeights = restoreBestWeights ? training().weights() : Map.of();
            waited = baseline.isEmpty() || monitor.better(value, baseline.getAsDouble()) ? 0 : waited;
            return;
        }
        stopped = waited >= patience && epoch > 0;
        stopIfDone();
    }

    @Override
    public void onTrainEnd() {
        if (!bestWeights.isEmpty()) {
            training().setWeights(bestWeights);
        }
    }

    @Override
    public Map<String, HostTensor> state() {
        Map<String, HostTensor> state = new LinkedHashMap<>();
        state.put(COUNTERS, HostTensor.int64(new long[] {3}, bestEpoch, waited, stopped ? 1 : 0));
        state.put(BEST, HostTensor.float64(new long[] {1}, monitor.best()));
        bestWeights.forEach((name, value) -> state.put(WEIGHTS + name, value));
        return state;
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        long[] counters = state.get(COUNTERS).toLongs();
        bestEpoch = (int) counters[0];
        waited = (int) counters[1];
        stopped = counters[2] == 1;
        monitor.best(state.get(BEST).toDoubles()[0]);
        Map<String, HostTensor> weights = new HashMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(WEIGHTS)) {
                weights.put(name.substring(WEIGHTS.length()), value);
            }
        });
        bestWeights = weights;
        stopIfDone();
    }

    private void stopIfDone() {
        if (stopped) {
            training().stop();
        }
    }
}
