package io.fovea.serving;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How many bytes of models may be open at once. A model counts from before it is loaded until it is closed, so one that has been
 * put out counts until its last batch is out. Thread-safe.
 */
final class ModelMemory {

    /** No bound. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long most;
    private long open;

    /** @param most bytes, or {@link #UNBOUNDED} */
    ModelMemory(long most) {
        this.most = most;
    }

    long most() {
        return most;
    }

    synchronized long open() {
        return open;
    }

    synchronized boolean has(long bytes) {
        return most == UNBOUNDED || open + bytes <= most;
    }

    /**
     * Counts a model that is about to be loaded, once there is room.
     *
     * @param puttingOut puts another model out; false where there is none to be
     * @param exceeding whether to go on where there is no room in the end
     * @return whether it was counted
     */
    boolean reserve(long bytes, BooleanSupplier puttingOut, boolean exceeding) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!has(bytes) && puttingOut.getAsBoolean()) {
            awaitRoom(bytes, deadline);
        }
        synchronized (this) {
            if (!has(bytes) && !exceeding) {
                return false;
            }
            open += bytes;
            return true;
        }
    }

    /** Until the one that was put out is closed, which its last batch does. */
    private synchronized void awaitRoom(long bytes, long deadline) {
        long before = open;
        while (!has(bytes) && open == before) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A model is closed. */
    synchronized void release(long bytes) {
        open -= bytes;
        notifyAll();
    }
}
