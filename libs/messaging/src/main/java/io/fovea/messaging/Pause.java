package io.fovea.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pause between attempts that doubles each time, and that closing cuts short. Not thread-safe, but for the latch. */
final class Pause {

    private static final Duration FIRST = Duration.ofMillis(100);

    private final CountDownLatch closed;
    private final Duration longest;
    private Duration next = FIRST;

    Pause(Duration longest, CountDownLatch closed) {
        this.longest = longest;
        this.closed = closed;
    }

    /** Waits; {@code false} when there is to be no further attempt. */
    boolean await() {
        try {
            boolean ended = closed.await(next.toMillis(), TimeUnit.MILLISECONDS);
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(longest) < 0 ? doubled : longest;
            return !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** After a success the next pause is a short one. */
    void reset() {
        next = FIRST;
    }
}
