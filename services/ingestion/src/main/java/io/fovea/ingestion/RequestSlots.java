package io.fovea.ingestion;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many requests be read at a time, since each is held in memory whole. */
final class RequestSlots {
    private final Semaphore slots;
    private final Duration patience;

    RequestSlots(int slots, Duration patience) {
        this.slots = new Semaphore(slots, true);
        this.patience = patience;
    }

    /** @throws BusyException when no slot becomes free in time */
    <T> T use(Work<T> work) throws IOException {
        acquire();
        try {
            return work.run();
        } finally {
            slots.release();
        }
    }

    private void acquire() {
        try {
            if (slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException();
    }

    /** What is done in a slot. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Every slot is taken. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BusyException() {
            super(
                    "Too many requests at once. Send this one again in a moment, or raise fovea.ingestion.max-concurrent-requests.");
        }
    }
}
