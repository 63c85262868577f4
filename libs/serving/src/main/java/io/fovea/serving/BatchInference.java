package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import java.util.List;
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

    void answer(List<Candidate> candidates) {
        int largest = pipeline.serve().batch().max();
        for (int from = 0; from < candidates.size(); from += largest) {
            answerOrHalve(candidates.subList(from, Math.min(candidates.size(), from + largest)));
        }
    }

    private void answerOrHalve(List<Candidate> batch) {
        HostTensor outputs;
        long start = System.nanoTime();
        try {
            outputs = run(batch);
        } catch (RuntimeException e) {
            halve(batch, e);
            return;
        }
        send(batch, outputs, System.nanoTime() - start);
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
            output.reject(batch.get(0).record(), failed(failure.getMessage()));
            return;
        }
        answerOrHalve(batch.subList(0, batch.size() / 2));
        answerOrHalve(batch.subList(batch.size() / 2, batch.size()));
    }

    private void send(List<Candidate> batch, HostTensor outputs, long nanos) {
        List<ByteString> rows = TensorBatch.rows(outputs, model.output(), batch.size());
        for (int row = 0; row < batch.size(); row++) {
            send(batch.get(row), rows.get(row), nanos, batch.size());
        }
        metrics.answered(pipeline.name(), model, batch.size(), nanos);
    }

    private void send(Candidate candidate, ByteString contents, long nanos, int batchSize) {
        try {
            checkFinite(contents);
            output.send(role.record(
                    new Answer(pipeline, model, candidate.record(), candidate.example(), contents, nanos, batchSize)));
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
