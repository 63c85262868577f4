package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftTest;
import io.fovea.registry.Manifest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A version's newest comparison as gauges {@code fovea.predictor.drift.*}. */
final class DriftMeters implements AutoCloseable {

    private static final String PREFIX = "fovea.predictor.drift.";

    private final Tags tags;
    private final MeterRegistry registry;
    private final Map<String, Double> newest = new ConcurrentHashMap<>();
    private final List<Meter> gauges = new ArrayList<>();

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
        registry.counter(
                        PREFIX + "comparisons",
                        tags.and("drifted", Boolean.toString(!result.drifted().isEmpty())))
                .increment();
    }

    private void show(String meter, String figure, double value) {
        String key = meter + " " + figure;
        if (newest.put(key, value) == null) {
            gauges.add(Gauge.builder(PREFIX + meter, newest, all -> all.get(key))
                    .tags(tags.and("figure", figure))
                    .register(registry));
        }
    }

    @Override
    public synchronized void close() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }
}
