package io.fovea.messaging;

import java.time.Duration;

/** Lets a line through every ten seconds, so that an outage does not fill the log. Used by one thread. */
final class LogLimit {

    private static final long BETWEEN = Duration.ofSeconds(10).toNanos();

    private long last;
    private boolean used;

    boolean allows() {
        long now = System.nanoTime();
        if (used && now - last < BETWEEN) {
            return false;
        }
        used = true;
        last = now;
        return true;
    }
}
