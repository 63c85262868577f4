package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftTest;
import io.fovea.registry.Manifest;
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

    DriftMeters(String pipeline, Manifest manifest, MeterRegistry registry) {
        this.tags = Tags.of("pipeline", pipeline, "model", manifest.model(), "version", manifest.version());
        this.registry = registry;
    }

    synchronized void show(DriftTest.Result result) {
        result.figures().forEach(figure -> {
            show("stability", figure.name(), figure.stability());
            show("distance", figure.name(), figure.distance());
        });
        show("stability", "classes", result.classStability());
        show("discrepancy", "vectors", result.vectors().squared());
        comparisons(!result.drifted().isEmpty()).increment();
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
