package io.fovea.predictor.drift;

import io.fovea.proto.drift.v1.Drift;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A version's newest comparison as gauges {@code fovea.predictor.drift.*}, until its window is closed. */
final class DriftMeters implements AutoCloseable {

    private static final String PREFIX = "fovea.predictor.drift.";

    private final Tags tags;
    private final MeterRegistry registry;
    private final Map<String, Double> newest = new ConcurrentHashMap<>();
    private final Set<Meter> meters = new HashSet<>();

    DriftMeters(String pipeline, String model, String version, MeterRegistry registry) {
        this.tags = Tags.of("pipeline", pipeline, "model", model, "version", version);
        this.registry = registry;
    }

    synchronized void show(Drift drift) {
        drift.getFiguresList().forEach(figure -> {
            show("stability", figure.getName(), figure.getStability());
            show("distance", figure.getName(), figure.getDistance());
        });
        if (drift.getPeriods() == 0) {
            show("stability", "classes", drift.getClassStability());
            show("discrepancy", "vectors", drift.getDiscrepancy());
        }
        comparisons(drift.getDriftedCount() > 0).increment();
    }

    private Counter comparisons(boolean drifted) {
        Counter comparisons = registry.counter(PREFIX + "comparisons", tags.and("drifted", Boolean.toString(drifted)));
        meters.add(comparisons);
        return comparisons;
    }

    private void show(String meter, String figure, double value) {
        String key = meter + " " + figure;
        if (newest.put(key, value) == null) {
            meters.add(Gauge.builder(PREFIX + meter, newest, all -> all.get(key))
                    .tags(tags.and("figure", figure))
                    .register(registry));
        }
    }

    @Override
    public synchronized void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
