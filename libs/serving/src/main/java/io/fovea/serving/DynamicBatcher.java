package io.fovea.serving;

import io.fovea.pipeline.BatchSpec;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Puts the calls of many callers into one batch of a model. While a batch runs, what comes in makes the next one; a batch
 * that is not full waits for those callers only whose request has come in and is being read, and never longer than the
 * pipeline says: a lone caller waits for nobody. Thread-safe; batches run on a thread of its own.
 */
final class DynamicBatcher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DynamicBatcher.class);

    private final String pipeline;
    private final String alias;
    private final Supplier<Optional<ModelLease>> models;
    private final Supplier<BatchSpec> limits;
    private final ServingMetrics metrics;
    private final CallQueue queue;

    /**
     * @param alias under which the model answers
     * @param models the model of this moment
     * @param limits of the pipeline at this moment
     * @param mostQueuedRows further calls are refused while so many wait
     */
    DynamicBatcher(
            String pipeline,
            String alias,
            Supplier<Optional<ModelLease>> models,
            Supplier<BatchSpec> limits,
            int mostQueuedRows,
            ServingMetrics metrics) {
        this.pipeline = pipeline;
        this.alias = alias;
        this.models = models;
        this.limits = limits;
        this.metrics = metrics;
        this.queue = new CallQueue(mostQueuedRows);
        Thread thread = new Thread(this::run, metrics.service() + "-calls-" + ModelDemand.slot(pipeline, alias));
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that a call is on its way, which a batch may wait for; close it once the call is asked, or is not to be. */
    CallArrival announce() {
        queue.announce();
        return new CallArrival(this);
    }

    /** The call will not come. */
    void cancel() {
        queue.cancel();
    }

    /** An announced call has come. */
    CompletionStage<CallAnswer> ask(Call call) {
        PendingCall pending = new PendingCall(call);
        queue.add(pending).ifPresent(refusal -> refuse(pending, refusal));
        if (pending.future().isDone()) {
            return pending.future();
        }
        long left = call.deadlineNanos() - System.nanoTime();
        return pending.future()
                .orTimeout(Math.max(1, left), TimeUnit.NANOSECONDS)
                .exceptionally(DynamicBatcher::refused);
    }

    private static CallAnswer refused(Throwable failure) {
        throw failure instanceof TimeoutException
                ? PendingCall.late()
                : failure instanceof CallRefusedException refused
                        ? refused
                        : new CallRefusedException(Reason.FAILED, "INFERENCE_FAILED: " + failure.getMessage());
    }

    private void refuse(PendingCall pending, CallRefusedException refusal) {
        if (refusal.reason() == Reason.QUEUE_FULL) {
            metrics.dropped(pipeline, Reason.QUEUE_FULL);
        }
        pending.refuse(refusal);
    }

    private void run() {
        for (List<PendingCall> batch = queue.next(limits); !batch.isEmpty(); batch = queue.next(limits)) {
            try {
                answer(batch.stream().filter(this::isWanted).toList());
            } catch (RuntimeException e) {
                LOG.errorf(e, "A batch of calls failed: pipeline=%s calls=%d", pipeline, batch.size());
                batch.forEach(call ->
                        call.refuse(new CallRefusedException(Reason.FAILED, "INFERENCE_FAILED: " + e.getMessage())));
            }
        }
    }

    private boolean isWanted(PendingCall call) {
        boolean wanted = call.isWanted();
        if (!wanted) {
            metrics.dropped(pipeline, call.call().isLate() ? Reason.DEADLINE_PASSED : Reason.CALLER_GONE);
        }
        return wanted;
    }

    private void answer(List<PendingCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Optional<ModelLease> lease = models.get();
        try (ModelLease held = lease.orElse(null)) { // null is closed by nobody
            List<PendingCall> accepted = new ArrayList<>(calls.size());
            for (PendingCall call : calls) {
                if (lease.isPresent() && call.call().accepts(lease.get().model())) {
                    accepted.add(call);
                    metrics.of(pipeline, lease.get().model())
                            .queued(VersionMeters.Door.CALLS, System.nanoTime() - call.askedAtNanos());
                } else {
                    call.refuse(CallRefusedException.gone());
                }
            }
            if (!accepted.isEmpty()) {
                new CallBatch(pipeline, alias, lease.get().model(), limits.get().max(), metrics).answer(accepted);
            }
        }
    }

    /** What waits is still answered; what comes later is refused. */
    @Override
    public void close() {
        queue.close();
    }
}
