package io.fovea.serving;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.registry.Manifest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What one version did for one pipeline; names and meanings are in docs/SERVING.md. Thread-safe. */
final class VersionMeters {

    private static final int MOST_CLASSES = 200; // each is a series of its own
    private static final Duration SHORTEST = Duration.ofNanos(100_000);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final MeterRegistry meters;
    private final String prefix;
    private final Tags tags;
    private final Counter records;
    private final Counter batches;
    private final Counter errors;
    private final DistributionSummary batchSize;
    private final DistributionSummary confidence;
    private final Timer inference;
    private final boolean hasClasses;
    private final List<Counter> classes;
    private final Map<Door, Timer> queue = new ConcurrentHashMap<>(); // built where a door is first used
    private final Map<Door, Timer> total = new ConcurrentHashMap<>();

    /** @param prefix of the meters' names, such as {@code fovea.predictor.model.} */
    VersionMeters(MeterRegistry meters, String prefix, String pipeline, LoadedModel model) {
        Manifest manifest = model.manifest();
        this.meters = meters;
        this.prefix = prefix;
        this.tags = Tags.of("pipeline", pipeline, "model", manifest.model(), "version", manifest.version());
        this.records = meters.counter(prefix + "records", tags);
        this.batches = meters.counter(prefix + "batches", tags);
        this.errors = meters.counter(prefix + "errors", tags);
        this.batchSize = DistributionSummary.builder(prefix + "batch.size")
                .baseUnit("records")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
                .tags(tags)
                .register(meters);
        this.confidence = DistributionSummary.builder(prefix + "confidence")
                .serviceLevelObjectives(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1)
                .tags(tags)
                .register(meters);
        this.inference = timer("inference", tags);
        this.hasClasses = model.signature().kind() == Signature.OutputKind.CLASSES
                && !manifest.labels().isEmpty();
        this.classes = hasClasses && manifest.labels().size() <= MOST_CLASSES
                ? IntStream.range(0, manifest.labels().size())
                        .mapToObj(i -> meters.counter(
                                prefix + "classes",
                                tags.and("class", manifest.labels().get(i))))
                        .toList()
                : List.of();
    }

    /** A batch has been answered. */
    void answered(HostTensor outputs, int rows, long nanos) {
        records.increment(rows);
        batches.increment();
        batchSize.record(rows);
        inference.record(nanos, TimeUnit.NANOSECONDS);
        if (hasClasses && outputs.dtype() == DType.FLOAT32) {
            judge(outputs.toFloats(), rows);
        }
    }

    private void judge(float[] probabilities, int rows) {
        int count = probabilities.length / rows;
        for (int row = 0; row < rows; row++) {
            int best = 0;
            for (int i = 1; i < count; i++) {
                best = probabilities[row * count + i] > probabilities[row * count + best] ? i : best;
            }
            float highest = probabilities[row * count + best];
            if (Float.isFinite(highest)) {
                confidence.record(highest);
                if (best < classes.size()) {
                    classes.get(best).increment();
                }
            }
        }
    }

    /** Records or calls that the model failed on by themselves. */
    void failed(int count) {
        errors.increment(count);
    }

    /** How long a record or a call waited for its batch. */
    void queued(Door door, long nanos) {
        record(queue, "queue", door, nanos);
    }

    /** How long a record or a call was there until its answer was. */
    void total(Door door, long nanos) {
        record(total, "total", door, nanos);
    }

    /** A look-up in the registry for each record would take longer than a small network does. */
    private void record(Map<Door, Timer> timers, String name, Door door, long nanos) {
        timers.computeIfAbsent(door, entered -> timer(name, tags.and("door", entered.tag())))
                .record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Takes them out of the registry: the version is out of memory, and shows nothing any more. */
    void remove() {
        List<Tag> all = tags.stream().toList();
        meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(prefix)
                        && meter.getId().getTags().containsAll(all))
                .forEach(meters::remove);
    }

    /** Where the question came in. */
    enum Door {
        STREAM("stream"),
        CALLS("calls");

        private final String tag;

        Door(String tag) {
            this.tag = tag;
        }

        private String tag() {
            return tag;
        }
    }

    /** A histogram whose buckets Prometheus adds up over processes. */
    private Timer timer(String name, Tags of) {
        return Timer.builder(prefix + name)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .tags(of)
                .register(meters);
    }
}
