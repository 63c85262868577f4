package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.VersionMeters.Door;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers records in batches, in order: by the live model, in whose place a canary answers its keys; a shadow's answers go beside
 * them. A record that the live model alone fails on is rejected; where it fails on zeros too, everything is tried again. What
 * becomes of a trial never costs an answer: where it fails the live model's is taken.
 */
final class BatchInference {

    private final InferenceRole role;
    private final PipelineSpec pipeline;
    private final LoadedModel live;
    private final List<Trial> trials;
    private final BatchOutput output;
    private final ServingMetrics metrics;
    private final VersionMeters meters;

    BatchInference(
            InferenceRole role,
            PipelineSpec pipeline,
            LoadedModel live,
            List<Trial> trials,
            BatchOutput output,
            ServingMetrics metrics) {
        this.role = role;
        this.pipeline = pipeline;
        this.live = live;
        this.trials = List.copyOf(trials);
        this.output = output;
        this.metrics = metrics;
        this.meters = metrics.of(pipeline.name(), live);
    }

    /** Runs them at once, but for what is kept of them, and sends all in order. */
    void answer(List<Candidate> batch) {
        long begun = System.currentTimeMillis();
        batch.forEach(candidate -> meters.queued(Door.STREAM, nanosBetween(candidate, begun)));
        Map<Candidate, Computed> known = new IdentityHashMap<>();
        Map<Candidate, String> failures = answerLive(batch, known);
        Map<Candidate, Trial> canaries = new IdentityHashMap<>();
        Map<Candidate, Computed> byCanary = new IdentityHashMap<>();
        for (Trial trial : trials) {
            Map<Candidate, Computed> tried = run(trial, batch, known);
            if (trial.isCanary()) {
                byCanary.putAll(tried);
                tried.keySet().forEach(candidate -> canaries.put(candidate, trial));
            } else {
                batch.stream()
                        .filter(tried::containsKey)
                        .forEach(candidate -> shadow(candidate, trial, tried.get(candidate)));
            }
        }
        for (Candidate candidate : batch) {
            if (byCanary.containsKey(candidate)) {
                send(candidate, canaries.get(candidate).model(), byCanary.get(candidate));
            } else if (known.containsKey(candidate)) {
                send(candidate, live, known.get(candidate));
            } else {
                output.reject(candidate.record(), failed(failures.getOrDefault(candidate, "nothing")));
            }
        }
    }

    /** Adds what the live model gives, or gave before; why it does not, where it does not. */
    private Map<Candidate, String> answerLive(List<Candidate> batch, Map<Candidate, Computed> known) {
        KeptOutputs kept = role.kept(pipeline, live);
        Map<Tensor, ByteString> before = kept.find(batch.stream()
                .filter(candidate -> kept.concerns(candidate.example()))
                .map(Candidate::input)
                .toList());
        ModelRun run = ModelRun.of(
                pipeline.name(),
                live,
                batch.stream()
                        .filter(candidate -> !before.containsKey(candidate.input()))
                        .toList(),
                metrics);
        Map<Tensor, ByteString> worthKeeping = new IdentityHashMap<>();
        run.computed().forEach((candidate, answer) -> {
            if (kept.concerns(candidate.example())) {
                worthKeeping.put(candidate.input(), answer.contents());
            }
        });
        kept.keep(worthKeeping);
        batch.stream()
                .filter(candidate -> before.containsKey(candidate.input()))
                .forEach(candidate ->
                        known.put(candidate, new Computed(before.get(candidate.input()), 0, batch.size())));
        known.putAll(run.computed());
        return run.failures();
    }

    /** What a version on trial gives for the records that it is tried on; nothing where it fails as a whole. */
    private Map<Candidate, Computed> run(Trial trial, List<Candidate> batch, Map<Candidate, Computed> known) {
        List<Candidate> concerned = batch.stream()
                .filter(candidate -> trial.concerns(candidate, pipeline, live, role))
                .toList();
        if (concerned.isEmpty()) {
            return Map.of();
        }
        try {
            ModelRun run = ModelRun.of(pipeline.name(), trial.model(), concerned, metrics);
            trial.tally().failed(run.failures().size());
            run.computed().forEach((candidate, answer) -> {
                if (known.containsKey(candidate)) {
                    trial.tally()
                            .answered(
                                    candidate.example().getId(),
                                    answer,
                                    known.get(candidate),
                                    trial.model().signature().kind());
                }
            });
            return run.computed();
        } catch (ModelRefusedException e) {
            trial.tally().failed(concerned.size());
            return Map.of();
        }
    }

    private void send(Candidate candidate, LoadedModel model, Computed answer) {
        try {
            Answer said = answer(candidate, model, answer);
            output.send(role.record(said));
            role.answered(said);
            meters(model).total(Door.STREAM, nanosBetween(candidate, System.currentTimeMillis()));
        } catch (RejectedException e) {
            output.reject(candidate.record(), e.rejection());
        }
    }

    private VersionMeters meters(LoadedModel model) {
        return model == live ? meters : metrics.of(pipeline.name(), model);
    }

    /** What cannot be sent to the shadow's topic is no reason to reject the record. */
    private void shadow(Candidate candidate, Trial trial, Computed answer) {
        try {
            ProducerRecord<byte[], byte[]> record = role.record(answer(candidate, trial.model(), answer));
            output.send(new ProducerRecord<>(
                    Topics.shadowPredictions(pipeline.name()),
                    null,
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers()));
        } catch (RejectedException e) {
            trial.tally().failed(1);
        }
    }

    private Answer answer(Candidate candidate, LoadedModel model, Computed answer) {
        return new Answer(
                pipeline,
                model,
                candidate.record(),
                candidate.example(),
                answer.contents(),
                answer.nanos(),
                answer.batchSize());
    }

    /** From when the record was written to its topic, by the clock of who wrote it. */
    private static long nanosBetween(Candidate candidate, long nowMillis) {
        return TimeUnit.MILLISECONDS.toNanos(nowMillis - candidate.record().timestamp());
    }

    private Rejection failed(String problem) {
        return new Rejection.InferenceFailed("%s says %s".formatted(live.id(), problem));
    }
}
