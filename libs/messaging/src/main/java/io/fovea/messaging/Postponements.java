package io.fovea.messaging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Lets partitions rest whose records cannot be used yet, the longer the more often in a row, and those that nobody reads. Its
 * worker processes the polls too.
 */
final class Postponements {

    private static final Logger LOG = Logger.getLogger(Postponements.class);

    private static final int LONGEST = 8; // rests
    private static final int UNREAD = 20; // likewise

    private final ScheduledExecutorService worker;
    private final Duration rest;
    private final AtomicLong polls = new AtomicLong(); // that were processed
    private final Map<TopicPartition, Waiting> waiting = new ConcurrentHashMap<>();

    /** For how many rests a partition waits at an offset. */
    private record Waiting(long offset, int rests) {}

    Postponements(ScheduledExecutorService worker, Duration rest) {
        this.worker = worker;
        this.rest = rest;
    }

    /** A poll was processed, whatever became of it. */
    void processed() {
        polls.incrementAndGet();
    }

    /** Goes back to the given offsets, and on from there after a rest: of twice as long each time that an offset is the same. */
    void postpone(Map<TopicPartition, Long> offsets, BatchConsumer source) {
        source.postpone(offsets);
        offsets.entrySet().stream()
                .collect(groupingBy(
                        entry -> rests(entry.getKey(), entry.getValue()), mapping(Map.Entry::getKey, toList())))
                .forEach((rests, partitions) -> resumeLater(partitions, source, rests));
    }

    private int rests(TopicPartition partition, long offset) {
        return waiting.merge(
                        partition,
                        new Waiting(offset, 1),
                        (before, now) -> before.offset() == offset
                                ? new Waiting(offset, Math.min(2 * before.rests(), LONGEST))
                                : now)
                .rests();
    }

    /** Goes past what partitions hold that nobody reads, and on from there after a longer rest. */
    void passBy(Map<TopicPartition, Long> offsets, BatchConsumer source, Predicate<String> reads) {
        source.passBy(offsets, reads);
        resumeLater(List.copyOf(offsets.keySet()), source, UNREAD);
    }

    private void resumeLater(List<TopicPartition> resting, BatchConsumer source, int rests) {
        long before = polls.get();
        try {
            worker.schedule(
                    () -> resume(resting, source, before),
                    rest.multipliedBy(rests).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("Closed with postponed records partitions=%s", resting);
        }
    }

    /** Polls that wait are processed one after the other: where none was meanwhile, none waits, and what is in flight was dropped. */
    private void resume(List<TopicPartition> resting, BatchConsumer source, long before) {
        boolean queued = source.inFlight().records() > 0 && polls.get() > before;
        source.resume(resting, queued)
                .subscribe()
                .with(
                        resumed -> {
                            if (!resumed) {
                                resumeLater(resting, source, 1);
                            }
                        },
                        BatchConsumer::logFailure);
    }
}
