package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stops when a metric has not become better for a number of epochs, and can go back to the weights of the best one. */
public final class EarlyStopping implements Callback {
    private static final String COUNTERS = "counters"; // best epoch, epochs since, stopped
    private static final String BEST = "best";
    private static final String WEIGHTS = "weights/";

    private final String monitor;
    private final int patience;
    private final boolean restoreBestWeights;
    private final boolean higherIsBetter;
    private @Nullable Training training;
    private Map<String, HostTensor> bestWeights = Map.of();
    private float best;
    private int bestEpoch;
    private int waited;
    private boolean stopped;

    /**
     * @param monitor such as {@code val_loss}; higher is better where it holds {@code acc}, else lower
     * @param patience epochs without a better value before it stops
     */
    public EarlyStopping(String monitor, int patience, boolean restoreBestWeights) {
        this.monitor = monitor;
        this.patience = patience;
        this.restoreBestWeights = restoreBestWeights;
        this.higherIsBetter = monitor.contains("acc");
        reset();
    }

    /** The best epoch so far, from 0; -1 before there is one. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void onTrainBegin(Training training) {
        this.training = training;
        reset();
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        Double value = logs.get(monitor);
        if (value == null) {
            throw new IllegalArgumentException(
                    "EarlyStopping watches %s; there is %s.".formatted(monitor, logs.keySet()));
        }
        waited++;
        if (better(value.floatValue())) {
            best = value.floatValue();
            bestEpoch = epoch;
            waited = 0;
            bestWeights = restoreBestWeights ? training().weights() : Map.of();
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
        state.put(BEST, HostTensor.float32(new long[] {1}, best));
        bestWeights.forEach((name, value) -> state.put(WEIGHTS + name, value));
        return state;
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        long[] counters = state.get(COUNTERS).toLongs();
        bestEpoch = (int) counters[0];
        waited = (int) counters[1];
        stopped = counters[2] == 1;
        best = state.get(BEST).toFloats()[0];
        Map<String, HostTensor> weights = new HashMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(WEIGHTS)) {
                weights.put(name.substring(WEIGHTS.length()), value);
            }
        });
        bestWeights = weights;
        stopIfDone();
    }

    private boolean better(float value) {
        return bestEpoch < 0 || (higherIsBetter ? value > best : value < best);
    }

    private void stopIfDone() {
        if (stopped) {
            training().stop();
        }
    }

    private Training training() {
        if (training == null) {
            throw new IllegalStateException("This callback is not part of a fit.");
        }
        return training;
    }

    private void reset() {
        bestWeights = Map.of();
        best = higherIsBetter ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        bestEpoch = -1;
        waited = 0;
        stopped = false;
    }
}
