package io.fovea.predictor.classify;

import io.fovea.serving.CallRefusedException;
import io.fovea.serving.CallRefusedException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that takes much memory, so many at a time; the others wait their turn. Thread-safe. */
final class Turns {

    private final Semaphore free;
    private final Duration patience;

    /** @param patience how long a caller waits for its turn */
    Turns(int atATime, Duration patience) {
        this.free = new Semaphore(atATime, true);
        this.patience = patience;
    }

    /** @throws CallRefusedException with {@code DEADLINE_PASSED} where the turn does not come in time */
    <T> T take(Supplier<T> work) {
        if (!isFree()) {
            throw new CallRefusedException(
                    Reason.DEADLINE_PASSED, "DEADLINE_PASSED: Too many pictures came before this one.");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean isFree() {
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
