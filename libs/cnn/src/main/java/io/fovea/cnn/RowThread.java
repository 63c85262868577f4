package io.fovea.cnn;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A thread that helps whoever shares parts. Between two offers that follow closely upon each other it stays awake, since waking it
 * takes as long as a small batch; otherwise it sleeps at once, and costs nothing (ADR 24).
 */
final class RowThread extends Thread {
    private final AtomicReference<@Nullable SharedParts> offered = new AtomicReference<>();
    private volatile long offeredAt;
    private boolean staysAwake;

    private RowThread(int number) {
        super("fovea-rows-" + number);
        setDaemon(true);
        setContextClassLoader(null); // outlives whoever was first to ask
    }

    /** @param helpers at most that many, of those that have nothing else to do */
    static void offer(SharedParts parts, int helpers) {
        int taken = 0;
        for (RowThread helper : All.THREADS) {
            if (taken < helpers && helper.offered.compareAndSet(null, parts)) {
                helper.offeredAt = System.nanoTime();
                LockSupport.unpark(helper);
                taken++;
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            next().help();
        }
    }

    private SharedParts next() {
        long free = System.nanoTime();
        long until = staysAwake ? free + SharedParts.AWAKE_NANOS : free;
        while (offered.get() == null) {
            if (System.nanoTime() < until) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        staysAwake = offeredAt - free < SharedParts.AWAKE_NANOS; // not now: being woken takes as long
        return offered.getAndSet(null);
    }

    /** One for each core but the caller's, for all models of the process. */
    private static final class All {
        private static final List<RowThread> THREADS =
                start(Runtime.getRuntime().availableProcessors() - 1);

        private static List<RowThread> start(int count) {
            List<RowThread> helpers = Stream.iterate(1, i -> i + 1)
                    .limit(count)
                    .map(RowThread::new)
                    .toList();
            helpers.forEach(Thread::start);
            return helpers;
        }
    }
}
