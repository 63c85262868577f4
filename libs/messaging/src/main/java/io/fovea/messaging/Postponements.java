package io.fovea.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Lets partitions rest whose records cannot be used yet. Its worker processes the polls too. */
final class Postponements {

    private static final Logger LOG = Logger.getLogger(Postponements.class);

    private final ScheduledExecutorService worker;
    private final Duration rest;
    private final AtomicLong polls = new AtomicLong(); // that were processed

    Postponements(ScheduledExecutorService worker, Duration rest) {
        this.worker = worker;
        this.rest = rest;
    }

    /** A poll was processed, whatever became of it. */
    void processed() {
        polls.incrementAndGet();
    }

    /** Goes back to the given offsets, and on from there after a rest. */
    void postpone(Map<TopicPartition, Long> offsets, BatchConsumer source) {
        source.postpone(offsets);
        resumeLater(List.copyOf(offsets.keySet()), source);
    }

    private void resumeLater(List<TopicPartition> resting, BatchConsumer source) {
        long before = polls.get();
        try {
            worker.schedule(() -> resume(resting, source, before), rest.toMillis(), TimeUnit.MILLISECONDS);
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
                                resumeLater(resting, source);
                            }
                        },
                        BatchConsumer::logFailure);
    }
}
