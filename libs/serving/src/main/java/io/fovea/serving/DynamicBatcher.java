package io.fovea.serving;

import io.fovea.pipeline.BatchSpec;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Supplier<Optional<ModelLease>> models;
    private final Supplier<BatchSpec> limits;
    private final int mostQueuedRows;
    private final ServingMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<PendingCall> queue = new ArrayDeque<>();
    private int queuedRows;
    private int arriving;
    private boolean closed;

    /**
     * @param models the model of this moment
     * @param limits of the pipeline at this moment
     * @param mostQueuedRows further calls are refused while so many wait
     */
    DynamicBatcher(
            String pipeline,
            Supplier<Optional<ModelLease>> models,
            Supplier<BatchSpec> limits,
            int mostQueuedRows,
            ServingMetrics metrics) {
        this.pipeline = pipeline;
        this.models = models;
        this.limits = limits;
        this.mostQueuedRows = mostQueuedRows;
        this.metrics = metrics;
        Thread thread = new Thread(this::run, metrics.service() + "-calls-" + pipeline);
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that a call is on its way, which a batch may wait for; close it once the call is asked, or is not to be. */
    CallArrival announce() {
        change(() -> arriving++);
        return new CallArrival(this);
    }

    /** The call will not come. */
    void cancel() {
        change(() -> arriving--);
    }

    /** An announced call has come. */
    CompletionStage<CallAnswer> ask(Call call) {
        PendingCall pending = new PendingCall(call);
        change(() -> {
            arriving--;
            enqueue(pending);
        });
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

    private void enqueue(PendingCall pending) {
        if (closed) {
            pending.refuse(notLoaded());
        } else if (queuedRows > 0 && queuedRows + pending.rows() > mostQueuedRows) {
            metrics.dropped(pipeline, Reason.QUEUE_FULL);
            pending.refuse(new CallRefusedException(
                    Reason.QUEUE_FULL,
                    "QUEUE_FULL: %d rows wait for model %s already. Ask again in a moment."
                            .formatted(queuedRows, pending.call().model().name())));
        } else {
            queue.add(pending);
            queuedRows += pending.rows();
        }
    }

    private void run() {
        for (List<PendingCall> batch = next(); !batch.isEmpty(); batch = next()) {
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
                    metrics.queued(pipeline, System.nanoTime() - call.askedAtNanos());
                } else {
                    call.refuse(notLoaded());
                }
            }
            if (!accepted.isEmpty()) {
                new CallBatch(pipeline, lease.get().model(), limits.get().max(), metrics).answer(accepted);
            }
        }
    }

    /** At least one call; none once this is closed. */
    private List<PendingCall> next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            waitForOthers(limits.get());
            return drain(limits.get().max());
        } finally {
            lock.unlock();
        }
    }

    private void waitForOthers(BatchSpec batch) {
        long wait = TimeUnit.MILLISECONDS.toNanos(batch.waitMillis());
        while (!closed && arriving > 0 && queuedRows < batch.max()) {
            long left = queue.element().askedAtNanos() + wait - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                changed.awaitNanos(left);
            } catch (InterruptedException e) { // nobody does; what waits goes at once
                return;
            }
        }
    }

    private List<PendingCall> drain(int largest) {
        List<PendingCall> batch = new ArrayList<>();
        int rows = 0;
        while (!queue.isEmpty() && (batch.isEmpty() || rows + queue.element().rows() <= largest)) {
            PendingCall call = queue.remove();
            rows += call.rows();
            batch.add(call);
        }
        queuedRows -= rows;
        return batch;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private CallRefusedException notLoaded() {
        return new CallRefusedException(
                Reason.NOT_LOADED, "NOT_LOADED: The model was taken away or changed while the call waited. Ask again.");
    }

    /** What waits is still answered; what comes later is refused. */
    @Override
    public void close() {
        change(() -> closed = true);
    }
}
