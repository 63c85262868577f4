package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.inference.v1.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs records through a model in batches, in order. A batch that fails is halved until the guilty record stands alone
 * and is rejected; where the model fails on zeros too, the fault is not the record's and everything is tried again.
 */
final class BatchInference {

    private final InferenceRole role;
    private final PipelineSpec pipeline;
    private final LoadedModel model;
    private final BatchOutput output;
    private final ServingMetrics metrics;

    BatchInference(
            InferenceRole role, PipelineSpec pipeline, LoadedModel model, BatchOutput output, ServingMetrics metrics) {
        this.role = role;
        this.pipeline = pipeline;
        this.model = model;
        this.output = output;
        this.metrics = metrics;
    }

    /** Runs them at once, but for what is kept of them, and sends all in order. */
    void answer(List<Candidate> batch) {
        KeptOutputs kept = role.kept(pipeline, model);
        List<Tensor> asked = batch.stream()
                .filter(candidate -> kept.concerns(candidate.example()))
                .map(Candidate::input)
                .toList();
        Map<Tensor, ByteString> known = kept.find(asked);
        IdentityHashMap<Candidate, Computed> computed = new IdentityHashMap<>();
        answerOrHalve(
                batch.stream()
                        .filter(candidate -> !known.containsKey(candidate.input()))
                        .toList(),
                computed);
        kept.keep(worthKeeping(kept, computed));
        for (Candidate candidate : batch) {
            Computed answer = computed.get(candidate);
            if (answer != null) {
                send(candidate, answer);
            } else if (known.containsKey(candidate.input())) {
                send(candidate, new Computed(known.get(candidate.input()), 0, batch.size()));
            }
        }
    }

    private Map<Tensor, ByteString> worthKeeping(KeptOutputs kept, IdentityHashMap<Candidate, Computed> computed) {
        Map<Tensor, ByteString> worth = new HashMap<>();
        computed.forEach((candidate, answer) -> {
            if (kept.concerns(candidate.example())
                    && Finite.isFinite(model.output().datatype(), answer.contents())) {
                worth.put(candidate.input(), answer.contents());
            }
        });
        return worth;
    }

    /** What the model gave for one candidate of a batch. */
    private record Computed(ByteString contents, long nanos, int batchSize) {}

    private void answerOrHalve(List<Candidate> batch, IdentityHashMap<Candidate, Computed> computed) {
        if (batch.isEmpty()) {
            return;
        }
        HostTensor outputs;
        long start = System.nanoTime();
        try {
            outputs = run(batch);
        } catch (RuntimeException e) {
            halve(batch, e, computed);
            return;
        }
        add(batch, outputs, System.nanoTime() - start, computed);
    }

    private HostTensor run(List<Candidate> batch) {
        HostTensor inputs = TensorBatch.of(
                        model.input(), batch.stream().map(Candidate::input).toList())
                .tensor();
        HostTensor outputs = model.run(inputs);
        TensorBatch.checkShape(outputs, model.output(), batch.size()).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        return outputs;
    }

    private void halve(List<Candidate> batch, RuntimeException failure, IdentityHashMap<Candidate, Computed> computed) {
        if (batch.size() == 1) {
            model.probe(1);
            output.reject(batch.get(0).record(), failed(failure.getMessage()));
            return;
        }
        answerOrHalve(batch.subList(0, batch.size() / 2), computed);
        answerOrHalve(batch.subList(batch.size() / 2, batch.size()), computed);
    }

    private void add(
            List<Candidate> batch, HostTensor outputs, long nanos, IdentityHashMap<Candidate, Computed> computed) {
        List<ByteString> rows = TensorBatch.rows(outputs, model.output(), batch.size());
        for (int row = 0; row < batch.size(); row++) {
            computed.put(batch.get(row), new Computed(rows.get(row), nanos, batch.size()));
        }
        metrics.answered(pipeline.name(), model, batch.size(), nanos);
    }

    private void send(Candidate candidate, Computed answer) {
        try {
            checkFinite(answer.contents());
            output.send(role.record(new Answer(
                    pipeline,
                    model,
                    candidate.record(),
                    candidate.example(),
                    answer.contents(),
                    answer.nanos(),
                    answer.batchSize())));
        } catch (RejectedException e) {
            output.reject(candidate.record(), e.rejection());
        }
    }

    private void checkFinite(ByteString contents) {
        if (!Finite.isFinite(model.output().datatype(), contents)) {
            throw new RejectedException(failed("its answer is NaN or infinite"));
        }
    }

    private Rejection failed(@Nullable String problem) {
        return new Rejection.InferenceFailed("%s says %s".formatted(model.id(), problem));
    }
}
