package io.fovea.cnn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each epoch of a fit gave: {@code loss}, {@code accuracy}, {@code val_loss}, {@code val_accuracy}. */
public final class History {
    private final List<Map<String, Double>> epochs = new ArrayList<>();
    private final int initialEpoch;

    History(int initialEpoch) {
        this.initialEpoch = initialEpoch;
    }

    void add(Map<String, Double> logs) {
        epochs.add(new LinkedHashMap<>(logs));
    }

    /** The number of the first epoch of this fit. */
    public int initialEpoch() {
        return initialEpoch;
    }

    /** One entry an epoch of this fit. */
    public List<Map<String, Double>> epochs() {
        return List.copyOf(epochs);
    }

    /** The values of one metric, epoch by epoch. */
    public List<Double> metric(String name) {
        return epochs.stream().map(logs -> logs.get(name)).toList();
    }
}
