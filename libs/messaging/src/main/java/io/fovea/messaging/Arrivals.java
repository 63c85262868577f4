package io.fovea.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Polls that wait to be processed, in their order. While a batch is processed several may come, each with a few records; together they
 * make the next batch, where each for itself would be a transaction, and the last would wait for all of them. Thread-safe.
 */
final class Arrivals {

    private final BatchLimits limits;
    private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();
    private long records;
    private long bytes;

    /** @param limits of a batch; further polls are asked for while less than that waits, and never where there are none */
    Arrivals(BatchLimits limits) {
        this.limits = limits;
    }

    /**
     * A poll that waits.
     *
     * @param over completes when another may come
     */
    record Arrival(PolledBatch polled, CompletableFuture<Void> over) {

        Arrival(PolledBatch polled) {
            this(polled, new CompletableFuture<>());
        }
    }

    /** Takes a poll in; it completes at once where there is room for another. */
    CompletableFuture<Void> add(PolledBatch polled) {
        Arrival arrival = new Arrival(polled);
        boolean hasRoom;
        synchronized (this) {
            waiting.add(arrival);
            records += polled.count();
            bytes += polled.bytes();
            hasRoom = isBounded() && records < limits.records() && bytes < limits.bytes();
        }
        if (hasRoom) {
            arrival.over().complete(null);
        }
        return arrival.over();
    }

    /** Whether half of a batch as large as may be waits, or more; of an unbounded one, anything. */
    synchronized boolean areMany() {
        return !isBounded() || records >= limits.records() / 2 || bytes >= limits.bytes() / 2;
    }

    private boolean isBounded() {
        return limits.records() < Integer.MAX_VALUE;
    }

    /** The next polls, of one generation, about as many as a batch may have and one at least; none where none waits. */
    synchronized List<Arrival> take() {
        List<Arrival> taken = new ArrayList<>();
        long takenRecords = 0;
        long takenBytes = 0;
        while (!waiting.isEmpty()
                && takenRecords < limits.records()
                && takenBytes < limits.bytes()
                && (taken.isEmpty() || isAsOld(taken.get(0), waiting.element()))) {
            Arrival next = waiting.remove();
            taken.add(next);
            takenRecords += next.polled().count();
            takenBytes += next.polled().bytes();
        }
        records -= takenRecords;
        bytes -= takenBytes;
        return taken;
    }

    private static boolean isAsOld(Arrival first, Arrival next) {
        return first.polled().generation() == next.polled().generation();
    }
}
