package io.fovea.trainer;

import io.fovea.trainer.jobs.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The trainer's instruments, {@code fovea.trainer.*}. */
public final class TrainingMeters {
    private final MeterRegistry meters;
    private final Counter epochs;
    private final Counter records;
    private final Counter examples;
    private final Counter deadLetters;
    private final AtomicReference<Double> loss = new AtomicReference<>(Double.NaN);

    public TrainingMeters(MeterRegistry meters) {
        this.meters = meters;
        this.epochs = meters.counter("fovea.trainer.epochs");
        this.records = meters.counter("fovea.trainer.records");
        this.examples = meters.counter("fovea.trainer.examples");
        this.deadLetters = meters.counter("fovea.trainer.dead.letters");
        meters.gauge("fovea.trainer.loss", loss, AtomicReference::get);
    }

    /** @param read records of the job's ranges; {@code usable} of them are examples, {@code rejected} dead letters */
    public void read(long read, int usable, int rejected) {
        records.increment(read);
        examples.increment(usable);
        deadLetters.increment(rejected);
    }

    /** @param logs the epoch's metrics, of which the loss is shown until the next epoch */
    public void epoch(Map<String, Double> logs) {
        epochs.increment();
        loss.set(logs.getOrDefault("loss", Double.NaN));
    }

    /** One attempt at a job. */
    public void job(Outcome outcome, Duration time) {
        Timer.builder("fovea.trainer.jobs")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(time);
    }
}
