package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates run through one model at once. A batch that fails is halved until the guilty record stands alone; where the model
 * fails on zeros too, the fault is not the record's.
 */
final class ModelRun {

    private final String pipeline;
    private final LoadedModel model;
    private final ServingMetrics metrics;
    private final Map<Candidate, Computed> computed = new IdentityHashMap<>();
    private final Map<Candidate, String> failures = new IdentityHashMap<>();

    private ModelRun(String pipeline, LoadedModel model, ServingMetrics metrics) {
        this.pipeline = pipeline;
        this.model = model;
        this.metrics = metrics;
    }

    /** @throws ModelRefusedException when the model fails on zeros too */
    static ModelRun of(String pipeline, LoadedModel model, List<Candidate> batch, ServingMetrics metrics) {
        ModelRun run = new ModelRun(pipeline, model, metrics);
        run.answerOrHalve(batch);
        metrics.of(pipeline, model).failed(run.failures.size());
        return run;
    }

    /** What the model gave, each of it finite. */
    Map<Candidate, Computed> computed() {
        return computed;
    }

    /** Why it gave nothing, by candidate. */
    Map<Candidate, String> failures() {
        return failures;
    }

    private void answerOrHalve(List<Candidate> batch) {
        if (batch.isEmpty()) {
            return;
        }
        HostTensor outputs;
        long start = System.nanoTime();
        try {
            outputs = run(batch);
        } catch (RuntimeException e) {
            halve(batch, e);
            return;
        }
        add(batch, outputs, System.nanoTime() - start);
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

    private void halve(List<Candidate> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            model.probe(1);
            failures.put(batch.get(0), String.valueOf(failure.getMessage()));
            return;
        }
        answerOrHalve(batch.subList(0, batch.size() / 2));
        answerOrHalve(batch.subList(batch.size() / 2, batch.size()));
    }

    private void add(List<Candidate> batch, HostTensor outputs, long nanos) {
        List<ByteString> rows = TensorBatch.rows(outputs, model.output(), batch.size());
        for (int row = 0; row < batch.size(); row++) {
            if (Finite.isFinite(model.output().datatype(), rows.get(row))) {
                computed.put(batch.get(row), new Computed(rows.get(row), nanos, batch.size()));
            } else {
                failures.put(batch.get(row), "its answer is NaN or infinite");
            }
        }
        metrics.of(pipeline, model).answered(outputs, batch.size(), nanos);
    }
}
