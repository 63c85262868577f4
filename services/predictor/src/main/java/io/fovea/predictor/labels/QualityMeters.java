package io.fovea.predictor.labels;

import io.fovea.proto.label.v1.Quality;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** How right each version was lately, as gauges {@code fovea.predictor.quality.*}; they go when the partition goes elsewhere. */
final class QualityMeters implements AutoCloseable {

    private final String pipeline;
    private final MeterRegistry registry;
    private final Map<String, Quality> newest = new ConcurrentHashMap<>();
    private final List<Meter> gauges = new ArrayList<>();

    QualityMeters(String pipeline, MeterRegistry registry) {
        this.pipeline = pipeline;
        this.registry = registry;
    }

    void show(Quality quality) {
        String version = quality.getModel() + "/" + quality.getModelVersion();
        if (newest.put(version, quality) == null) {
            Tags tags =
                    Tags.of("pipeline", pipeline, "model", quality.getModel(), "version", quality.getModelVersion());
            gauge("accuracy", tags, version, Quality::getAccuracy);
            gauge("calibration.error", tags, version, Quality::getCalibrationError);
            gauge("probability", tags, version, Quality::getMeanProbability);
            gauge("outcomes", tags, version, Quality::getOutcomes);
            if (quality.hasSignals()) {
                gauge("ic", tags, version, told -> told.getSignals().getIc());
                gauge(
                        "ic.standard.error",
                        tags,
                        version,
                        told -> told.getSignals().getIcStandardError());
                gauge("spread", tags, version, told -> told.getSignals().getSpread());
                gauge(
                        "spread.after.cost",
                        tags,
                        version,
                        told -> told.getSignals().getSpreadAfterCost());
                gauge("periods", tags, version, told -> told.getSignals().getPeriods());
            }
        }
    }

    private void gauge(String name, Tags tags, String version, ToDoubleFunction<Quality> figure) {
        gauges.add(
                Gauge.builder("fovea.predictor.quality." + name, newest, all -> figure.applyAsDouble(all.get(version)))
                        .tags(tags)
                        .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
        gauges.clear();
        newest.clear();
    }
}
