package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.cnn.HostTensor;
import io.fovea.messaging.Rejection;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rows of several calls through a model at once and gives each caller its own. A batch that fails is halved until
 * the guilty call stands alone, and only that one is refused.
 */
final class CallBatch {

    private final LoadedModel model;
    private final ModelDescription description;
    private final int largest;
    private final ServingMetrics metrics;

    /**
     * @param alias under which the model answers
     * @param largest rows that are run at once at most; a call with more is run in parts
     */
    CallBatch(String pipeline, String alias, LoadedModel model, int largest, ServingMetrics metrics) {
        this.model = model;
        this.description = ModelDescription.of(pipeline, alias, model);
        this.largest = largest;
        this.metrics = metrics;
    }

    /** Completes every call; throws nothing. */
    void answer(List<PendingCall> calls) {
        ByteString outputs;
        try {
            outputs = run(calls);
        } catch (RuntimeException e) {
            halve(calls, e);
            return;
        }
        int rowBytes = TensorBatch.rowBytes(model.output());
        int from = 0;
        for (PendingCall call : calls) {
            int to = from + call.rows() * rowBytes;
            answer(call, outputs.substring(from, to));
            from = to;
        }
    }

    private void answer(PendingCall call, ByteString contents) {
        if (Finite.isFinite(model.output().datatype(), contents)) {
            call.answer(CallAnswer.of(description, call.rows(), contents));
            metrics.of(description.pipeline(), model)
                    .total(VersionMeters.Door.CALLS, System.nanoTime() - call.askedAtNanos());
        } else {
            call.refuse(failed("its answer is NaN or infinite"));
        }
    }

    private ByteString run(List<PendingCall> calls) {
        int rows = calls.stream().mapToInt(PendingCall::rows).sum();
        ByteString inputs = calls.stream().map(PendingCall::contents).reduce(ByteString.EMPTY, ByteString::concat);
        int rowBytes = TensorBatch.rowBytes(model.input());
        ByteString outputs = ByteString.EMPTY;
        for (int from = 0; from < rows; from += largest) {
            int count = Math.min(largest, rows - from);
            outputs = outputs.concat(run(inputs.substring(from * rowBytes, (from + count) * rowBytes), count));
        }
        return outputs;
    }

    private ByteString run(ByteString inputs, int rows) {
        long start = System.nanoTime();
        HostTensor answer =
                model.run(TensorBatch.of(model.input(), inputs, rows).tensor());
        TensorBatch.checkShape(answer, model.output(), rows).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        metrics.of(description.pipeline(), model).answered(answer, rows, System.nanoTime() - start);
        return ByteString.copyFrom(answer.contents());
    }

    private void halve(List<PendingCall> calls, RuntimeException failure) {
        if (calls.size() == 1) {
            calls.get(0).refuse(blame(failure));
            return;
        }
        answer(calls.subList(0, calls.size() / 2));
        answer(calls.subList(calls.size() / 2, calls.size()));
    }

    /** The call's fault, unless the model fails on zeros too. */
    private CallRefusedException blame(RuntimeException failure) {
        try {
            model.probe(1);
        } catch (ModelRefusedException e) {
            return new CallRefusedException(Reason.FAILED, e.code() + ": " + e.getMessage());
        }
        return failed(failure.getMessage());
    }

    private CallRefusedException failed(@Nullable String problem) {
        metrics.of(description.pipeline(), model).failed(1);
        return new CallRefusedException(new Rejection.InferenceFailed("%s says %s".formatted(model.id(), problem)));
    }
}
