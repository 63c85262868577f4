package io.fovea.serving;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What a service's models did, by pipeline and model version. A batch that Kafka makes us do again counts again. */
public final class ServingMetrics {

    private final MeterRegistry meters;
    private final String service;

    /** @param service its name, such as {@code predictor}: meters begin with {@code fovea.predictor} */
    public ServingMetrics(MeterRegistry meters, String service) {
        this.meters = meters;
        this.service = service;
    }

    String service() {
        return service;
    }

    void answered(String pipeline, LoadedModel model, int batchSize, long inferenceNanos) {
        Tags tags = Tags.of(
                "pipeline",
                pipeline,
                "model",
                model.manifest().model(),
                "version",
                model.manifest().version());
        meters.counter(name("model.records"), tags).increment(batchSize);
        meters.counter(name("model.batches"), tags).increment();
        DistributionSummary.builder(name("model.batch.size"))
                .baseUnit("records")
                .tags(tags)
                .register(meters)
                .record(batchSize);
        Timer.builder(name("model.inference")).tags(tags).register(meters).record(Duration.ofNanos(inferenceNanos));
    }

    /** A call of HTTP or gRPC left the queue for a batch. */
    void queued(String pipeline, long nanos) {
        Timer.builder(name("model.queue"))
                .tags("pipeline", pipeline)
                .register(meters)
                .record(Duration.ofNanos(nanos));
    }

    /** A call of HTTP or gRPC was not run. */
    void dropped(String pipeline, CallRefusedException.Reason why) {
        String reason = why.name().toLowerCase(Locale.ROOT);
        meters.counter(name("model.calls.dropped"), "pipeline", pipeline, "reason", reason)
                .increment();
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
