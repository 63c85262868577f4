package io.fovea.cnn.callbacks;

import java.util.Map;

/** Follows one metric of a fit, and knows its best value so far. */
final class Monitor {
    private final String metric;
    private final Mode mode;
    private final double minDelta;
    private double best;

    /** @throws IllegalArgumentException for a negative delta, and where the mode does not follow from the metric's name */
    Monitor(String metric, Mode mode, double minDelta) {
        if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a minDelta of 0 or more, received %s.".formatted(minDelta));
        }
        this.metric = metric;
        this.mode = mode.higherIsBetter(metric) ? Mode.MAX : Mode.MIN;
        this.minDelta = minDelta;
        this.best = this.mode == Mode.MAX ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** @throws IllegalArgumentException where the epoch has no such metric */
    double valueIn(Map<String, Double> logs, String watcher) {
        Double value = logs.get(metric);
        if (value == null) {
            throw new IllegalArgumentException("%s watches %s; there is %s.".formatted(watcher, metric, logs.keySet()));
        }
        return value;
    }

    double best() {
        return best;
    }

    void best(double value) {
        best = value;
    }

    /** Whether a value is better than another by more than the delta. What is no number never is. */
    boolean better(double value, double other) {
        return mode == Mode.MAX ? value - minDelta > other : value + minDelta < other;
    }

    /** Whether a value is the best so far; if so it is kept. */
    boolean improves(double value) {
        boolean better = better(value, best);
        best = better ? value : best;
        return better;
    }
}
