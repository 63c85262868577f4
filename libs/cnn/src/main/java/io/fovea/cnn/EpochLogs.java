package io.fovea.cnn;

import io.fovea.cnn.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch, or an evaluation, has given so far: means over the examples of what the graph computes, and the metrics that
 * look at the outputs. Under Keras' names.
 */
final class EpochLogs {
    private static final String SUMS = "sums";
    private static final String METRIC = "metric/";
    private static final String ACCURACY = "accuracy";

    private final List<String> means = new ArrayList<>();
    private final List<Boolean> counts =
            new ArrayList<>(); // a number that is a count already, or a mean over the batch
    private final double[] sums;
    private final List<Watched> watched = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private long examples;

    /** @param counted for each output, whether the graph counts what is right */
    EpochLogs(Objectives objectives, List<Boolean> counted) {
        add("loss", false);
        for (int i = 0; i < objectives.size(); i++) {
            add(objectives.size() == 1 ? "" : objectives.prefix(i) + "loss", false);
        }
        for (int i = 0; i < objectives.size(); i++) {
            watch(objectives, i, counted.get(i));
        }
        this.sums = new double[means.size()];
    }

    private void add(String name, boolean count) {
        means.add(name);
        counts.add(count);
        if (!name.isEmpty()) {
            order.add(name);
        }
    }

    private void watch(Objectives objectives, int output, boolean hits) {
        Objective objective = objectives.each().get(output);
        String prefix = objectives.prefix(output);
        if (hits) {
            add(prefix + ACCURACY, true);
        }
        watch(prefix, output, objective.metrics(), false);
        watch(prefix, output, objective.weightedMetrics(), true);
    }

    private void watch(String prefix, int output, List<Metric> metrics, boolean weighted) {
        for (Metric metric : metrics) {
            String name = prefix + metric.name();
            if (!order.contains(name)) { // accuracy that the graph computes, say
                watched.add(new Watched(name, output, metric.start(), weighted));
                order.add(name);
            }
        }
    }

    void add(Steps.Measure measure) {
        int size = measure.batch().size();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += counts.get(i) ? measure.numbers()[i] : (double) measure.numbers()[i] * size;
        }
        examples += size;
        for (Watched each : watched) {
            float @Nullable [] weights =
                    each.weighted() ? measure.weights().each().get(each.output()) : null;
            each.accumulator()
                    .add(
                            measure.batch().targets().get(each.output()),
                            measure.outputs().get(each.output()),
                            weights);
        }
    }

    /** @throws IllegalArgumentException where there was no example */
    Map<String, Double> logs() {
        if (examples == 0) {
            throw new IllegalArgumentException("The data set has no examples.");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            values.put(means.get(i), sums[i] / examples);
        }
        watched.forEach(each -> values.put(each.name(), each.accumulator().result()));
        Map<String, Double> logs = new LinkedHashMap<>();
        order.forEach(name -> logs.put(name, values.get(name)));
        return logs;
    }

    /** What {@link #restore} needs to go on. */
    Map<String, HostTensor> state() {
        Map<String, HostTensor> state = new LinkedHashMap<>();
        long[] bits = new long[sums.length + 1];
        for (int i = 0; i < sums.length; i++) {
            bits[i] = Double.doubleToRawLongBits(sums[i]);
        }
        bits[sums.length] = examples;
        state.put(SUMS, HostTensor.int64(new long[] {bits.length}, bits));
        watched.forEach(each -> each.accumulator()
                .state()
                .forEach((name, value) -> state.put(METRIC + each.name() + "/" + name, value)));
        return state;
    }

    void restore(Map<String, HostTensor> state) {
        HostTensor stored = state.get(SUMS);
        if (stored == null || stored.elements() != sums.length + 1) {
            throw new IllegalArgumentException(
                    "The checkpoint was written with other losses or metrics than this fit's.");
        }
        long[] bits = stored.toLongs();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Double.longBitsToDouble(bits[i]);
        }
        examples = bits[sums.length];
        watched.forEach(each -> each.accumulator().restore(below(state, METRIC + each.name() + "/")));
    }

    private static Map<String, HostTensor> below(Map<String, HostTensor> state, String prefix) {
        Map<String, HostTensor> below = new LinkedHashMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** A metric on one output. */
    private record Watched(String name, int output, Metric.Accumulator accumulator, boolean weighted) {}
}
