package io.fovea.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The consumer behind a channel, and from which poll on its records are wanted. Whoever goes back on the polling thread
 * takes a number there: records with lower ones were polled before, whatever queue they wait in.
 */
final class BatchConsumer {

    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InFlight inFlight;
    private final Map<TopicPartition, Long> wantedFrom = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Boolean> resting =
            new ConcurrentHashMap<>(); // whether some of it was dropped since
    private volatile long allWantedFrom;

    BatchConsumer(KafkaConsumer<byte[], byte[]> consumer, InFlight inFlight) {
        this.consumer = consumer;
        this.inFlight = inFlight;
    }

    /** What it has polled that waits or is at work. */
    InFlight inFlight() {
        return inFlight;
    }

    /** Whether what the numbered poll returned for a partition comes next there. */
    boolean wants(TopicPartition partition, long poll) {
        return poll > allWantedFrom && poll > wantedFrom.getOrDefault(partition, 0L);
    }

    /** The group as of its last rebalance; the broker has the last word when offsets are committed. */
    ConsumerGroupMetadata group() {
        return consumer.consumerGroupMetadata().await().indefinitely();
    }

    /**
     * Goes back to the last committed positions, or to the beginning where there is none.
     *
     * <p>Waits for as long as it takes: a rewind that came late would repeat records.
     */
    void rewind() {
        onPollingThread(kafka -> {
                    goBack(kafka, kafka.assignment(), kafka.committed(kafka.assignment()));
                    wantedFrom.clear();
                    allWantedFrom = PollSequence.next();
                })
                .await()
                .indefinitely();
    }

    private static void goBack(
            Consumer<byte[], byte[]> kafka,
            Set<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata position = committed.get(partition);
            if (position == null) {
                kafka.seekToBeginning(Set.of(partition));
            } else {
                kafka.seek(partition, position);
            }
        }
    }

    /**
     * What has come but for partitions that rest: a channel that resumes what it has paused resumes them too. They are paused
     * again, and {@link #resume} goes back for what is left out here.
     */
    PolledBatch withoutResting(PolledBatch polled) {
        Set<TopicPartition> dropped = new HashSet<>();
        for (TopicPartition partition : polled.partitions().keySet()) {
            if (wants(partition, polled.poll()) && resting.computeIfPresent(partition, (key, before) -> true) != null) {
                dropped.add(partition);
            }
        }
        if (dropped.isEmpty()) {
            return polled;
        }
        later(kafka -> {
            Set<TopicPartition> still = new HashSet<>(kafka.assignment());
            still.retainAll(dropped);
            still.retainAll(resting.keySet());
            kafka.pause(still);
        });
        return polled.without(dropped);
    }

    /** Goes back to the given offsets, and lets those partitions rest until {@link #resume}. Does not wait. */
    void postpone(Map<TopicPartition, Long> offsets) {
        rest(offsets, (kafka, partitions) -> {});
    }

    /**
     * Goes to the end of partitions that nobody reads, commits that, and lets them rest until {@link #resume}; to the given offsets
     * where somebody reads them after all by the time the end is known. Does not wait.
     */
    void passBy(Map<TopicPartition, Long> offsets, Predicate<String> reads) {
        rest(offsets, (kafka, partitions) -> passBy(kafka, partitions, reads));
    }

    /** Whoever has a partition that is no longer assigned here starts at the committed offset. */
    private void rest(
            Map<TopicPartition, Long> offsets, BiConsumer<Consumer<byte[], byte[]>, Set<TopicPartition>> then) {
        offsets.keySet().forEach(partition -> wantedFrom.put(partition, Long.MAX_VALUE));
        later(kafka -> {
            Set<TopicPartition> mine = new HashSet<>(offsets.keySet());
            mine.retainAll(kafka.assignment());
            kafka.pause(mine);
            mine.forEach(partition -> {
                resting.put(partition, false);
                kafka.seek(partition, offsets.get(partition));
            });
            then.accept(kafka, mine);
            offsets.keySet().forEach(partition -> wantedFrom.put(partition, PollSequence.next()));
        });
    }

    /** Whoever reads a topic from the end on is asked after the end is known: what was written before was judged. */
    private static void passBy(
            Consumer<byte[], byte[]> kafka, Set<TopicPartition> partitions, Predicate<String> reads) {
        try {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            kafka.endOffsets(partitions, PATIENCE)
                    .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
            ends.keySet().removeIf(partition -> reads.test(partition.topic()));
            ends.forEach(kafka::seek);
            kafka.commitSync(ends, PATIENCE);
        } catch (KafkaException e) { // the next look goes on from where this one came to
            LOG.debugf("The end of what nobody reads is not known or not committed problem=%s", e.getMessage());
        }
    }

    /**
     * Ends the rest of partitions.
     *
     * @param queued whether polls wait in the channel's queue
     * @return false where it has not: the channel pauses its partitions while its queue is long, which cannot be seen where all of
     *     them rest, and would not pause them again; or the broker does not say where to go back to
     */
    Uni<Boolean> resume(Collection<TopicPartition> partitions, boolean queued) {
        return consumer.runOnPollingThread(kafka -> {
            if (queued && resting.keySet().containsAll(kafka.assignment())) {
                return false;
            }
            boolean channelIsPaused = kafka.paused().stream().anyMatch(partition -> !resting.containsKey(partition));
            if (!endRest(kafka, partitions)) {
                return false;
            }
            if (!channelIsPaused) { // else the channel resumes them with the others once its queue is short
                var assigned = new HashSet<>(partitions);
                assigned.retainAll(kafka.assignment());
                kafka.resume(assigned);
            }
            return true;
        });
    }

    /** Whatever was left out was polled before this: it is wanted no longer by the time that the partition does not rest. */
    private boolean endRest(Consumer<byte[], byte[]> kafka, Collection<TopicPartition> partitions) {
        Set<TopicPartition> back = new HashSet<>(partitions);
        back.removeIf(partition -> resting.remove(partition, false) || !resting.containsKey(partition));
        Set<TopicPartition> mine = new HashSet<>(back);
        mine.retainAll(kafka.assignment());
        try {
            goBack(kafka, mine, mine.isEmpty() ? Map.of() : kafka.committed(mine, PATIENCE));
        } catch (KafkaException e) {
            LOG.debugf("Where partitions go on is not known yet problem=%s", e.getMessage());
            return false;
        }
        back.forEach(partition -> {
            wantedFrom.put(partition, PollSequence.next());
            resting.remove(partition);
        });
        return true;
    }

    private void later(java.util.function.Consumer<Consumer<byte[], byte[]>> action) {
        onPollingThread(action).subscribe().with(done -> {}, BatchConsumer::logFailure);
    }

    private Uni<Void> onPollingThread(java.util.function.Consumer<Consumer<byte[], byte[]>> action) {
        return consumer.runOnPollingThread(action);
    }

    static void logFailure(Throwable failure) {
        if (failure instanceof RejectedExecutionException) { // closed: its partitions are somebody else's
            LOG.debugf("The consumer is closed problem=%s", failure.getMessage());
        } else {
            LOG.warnf("The consumer could not be paused or resumed problem=%s", failure.getMessage());
        }
    }
}
