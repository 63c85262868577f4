package io.fovea.trainer.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to leave a job undone, made by one thread and looked at, between two steps, by the one that works. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** @throws JobStoppedException when it was requested */
    public void check() {
        if (isRequested()) {
            throw new JobStoppedException();
        }
    }

    /** Returns when it was requested, else after this time. */
    public void await(Duration time) {
        try {
            requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
