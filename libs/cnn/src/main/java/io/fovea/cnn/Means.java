package io.fovea.cnn;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means over examples that come in batches of several sizes. */
final class Means {
    private double loss;
    private double hits;
    private long examples;

    void add(Steps.Measure measure, int batchSize) {
        loss += measure.loss() * batchSize;
        hits += measure.hits();
        examples += batchSize;
    }

    Map<String, Double> logs(String prefix) {
        if (examples == 0) {
            throw new IllegalArgumentException("The data set has no examples.");
        }
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put(prefix + "loss", loss / examples);
        if (!Double.isNaN(hits)) {
            logs.put(prefix + "accuracy", hits / examples);
        }
        return logs;
    }
}
