package io.fovea.serving;

import io.fovea.pipeline.BatchSpec;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Calls that wait for a batch, in the order in which they came, and how many are on their way. Thread-safe. */
final class CallQueue {

    private final int mostRows;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<PendingCall> calls = new ArrayDeque<>();
    private int rows;
    private int arriving;
    private boolean closed;

    /** @param mostRows further calls are refused while so many wait; an empty queue takes any call */
    CallQueue(int mostRows) {
        this.mostRows = mostRows;
    }

    /** A call is on its way; nobody is woken for it. */
    void announce() {
        lock.lock();
        try {
            arriving++;
        } finally {
            lock.unlock();
        }
    }

    /** An announced call will not come. */
    void cancel() {
        change(() -> arriving--);
    }

    /** An announced call has come; the refusal where it cannot wait here. */
    Optional<CallRefusedException> add(PendingCall call) {
        lock.lock();
        try {
            arriving--;
            Optional<CallRefusedException> refusal = refusal(call);
            if (refusal.isEmpty()) {
                calls.add(call);
                rows += call.rows();
            }
            changed.signal();
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CallRefusedException> refusal(PendingCall call) {
        if (closed) {
            return Optional.of(CallRefusedException.gone());
        }
        return rows > 0 && rows + call.rows() > mostRows
                ? Optional.of(new CallRefusedException(
                        Reason.QUEUE_FULL,
                        "QUEUE_FULL: %d rows wait for model %s already. Ask again in a moment."
                                .formatted(rows, call.call().model().name())))
                : Optional.empty();
    }

    /**
     * Waits for the next batch: at least one call; none once this is closed and empty.
     *
     * @param limits of this moment
     */
    List<PendingCall> next(Supplier<BatchSpec> limits) {
        lock.lock();
        try {
            while (calls.isEmpty() && !closed) {
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
        while (!closed && arriving > 0 && rows < batch.max()) {
            long left = calls.element().askedAtNanos() + wait - System.nanoTime();
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
        int taken = 0;
        while (!calls.isEmpty() && (batch.isEmpty() || taken + calls.element().rows() <= largest)) {
            PendingCall call = calls.remove();
            taken += call.rows();
            batch.add(call);
        }
        rows -= taken;
        return batch;
    }

    /** What waits is still given out; what comes later is refused. */
    void close() {
        change(() -> closed = true);
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
}
