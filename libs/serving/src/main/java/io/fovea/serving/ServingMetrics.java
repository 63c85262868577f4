package io.fovea.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a service's models did, by pipeline and model version. A batch that Kafka makes us do again counts again. */
public final class ServingMetrics {

    private final MeterRegistry meters;
    private final String service;
    private final Map<String, VersionMeters> versions = new ConcurrentHashMap<>();
    private final Map<String, Integer> copies = new ConcurrentHashMap<>(); // live and on trial are two

    /** @param service its name, such as {@code predictor}: meters begin with {@code fovea.predictor} */
    public ServingMetrics(MeterRegistry meters, String service) {
        this.meters = meters;
        this.service = service;
    }

    String service() {
        return service;
    }

    /** The meters of one version for one pipeline. */
    VersionMeters of(String pipeline, LoadedModel model) {
        return versions.computeIfAbsent(
                key(pipeline, model), key -> new VersionMeters(meters, name("model."), pipeline, model));
    }

    /** From now on the version is in memory, or once more. */
    void loaded(String pipeline, LoadedModel model) {
        copies.merge(key(pipeline, model), 1, Integer::sum);
    }

    /** A copy of the version has left memory; with the last its meters go, or series would pile up with every version that ever was. */
    void unloaded(String pipeline, LoadedModel model) {
        copies.computeIfPresent(key(pipeline, model), (key, count) -> {
            if (count > 1) {
                return count - 1;
            }
            VersionMeters gone = versions.remove(key);
            if (gone != null) {
                gone.remove();
            }
            return null;
        });
    }

    private static String key(String pipeline, LoadedModel model) {
        return pipeline + "@" + model.id();
    }

    /** A call of HTTP or gRPC was not run. */
    void dropped(String pipeline, CallRefusedException.Reason why) {
        String reason = why.name().toLowerCase(Locale.ROOT);
        meters.counter(name("model.calls.dropped"), "pipeline", pipeline, "reason", reason)
                .increment();
    }

    /** Shows how much memory models take, by their files. */
    void watch(ModelMemory memory) {
        Gauge.builder(name("model.memory"), memory, ModelMemory::open)
                .baseUnit("bytes")
                .strongReference(true)
                .register(meters);
    }

    void switched(String pipeline, String engine) {
        meters.counter(name("model.switches"), "pipeline", pipeline).increment();
        meters.counter(name("model.engine.choices"), "pipeline", pipeline, "engine", engine)
                .increment();
    }

    void refused(String pipeline, ModelRefusedException.Code why) {
        meters.counter(
                        name("model.refusals"),
                        "pipeline",
                        pipeline,
                        "reason",
                        why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private String name(String meter) {
        return "fovea." + service + "." + meter;
    }
}
