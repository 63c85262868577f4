package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;

/** Lets events pass at a multiple of real time, from the first one on. */
final class Pace {

    /** Lets everything pass at once. */
    static final Pace NONE = new Pace(Double.POSITIVE_INFINITY);

    private final double factor;
    private long firstEvent = Long.MIN_VALUE;
    private long startNanos;

    Pace(double factor) {
        this.factor = factor;
    }

    /** Whether an event of this time, in milliseconds, is not due yet. */
    boolean mustWaitFor(long event) {
        return waitNanos(event) > 0;
    }

    void await(long event) {
        if (firstEvent == Long.MIN_VALUE) {
            firstEvent = event;
            startNanos = System.nanoTime();
        }
        long nanos = waitNanos(event);
        if (nanos > 0) {
            sleep(nanos);
        }
    }

    private long waitNanos(long event) {
        if (factor == Double.POSITIVE_INFINITY || firstEvent == Long.MIN_VALUE) {
            return 0;
        }
        return startNanos + (long) ((event - firstEvent) * 1e6 / factor) - System.nanoTime();
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }
}
