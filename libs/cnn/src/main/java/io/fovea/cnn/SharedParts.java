package io.fovea.cnn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Numbered parts of one piece of work; whoever is free takes the next one, so that nobody waits for a thread that comes late. */
final class SharedParts {
    /** How long a thread stays awake for what is nearly there: about twice what waking it takes on a virtual machine. */
    static final long AWAKE_NANOS = 200_000;

    private final int parts;
    private final IntConsumer part;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private SharedParts(int parts, IntConsumer part) {
        this.parts = parts;
        this.part = part;
        this.open = new AtomicInteger(parts);
    }

    /**
     * Runs all parts, on this thread and on helpers that are free; returns once all are done.
     *
     * @param threads this one and its helpers
     * @param part takes the part's number, from 0; what one of them throws is thrown here
     */
    static void run(int parts, int threads, IntConsumer part) {
        SharedParts shared = new SharedParts(parts, part);
        RowThread.offer(shared, Math.min(parts, threads) - 1);
        shared.help();
        shared.await();
    }

    /** Takes parts until none is left. */
    void help() {
        for (int number = next.getAndIncrement(); number < parts; number = next.getAndIncrement()) {
            try {
                part.accept(number);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            if (open.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void await() {
        long until = System.nanoTime() + AWAKE_NANOS;
        while (open.get() > 0) {
            if (System.nanoTime() < until) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }
}
