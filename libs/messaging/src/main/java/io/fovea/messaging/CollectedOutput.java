package io.fovea.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Holds a batch's outputs until the batch is done, so that a transaction is open for no longer than it takes to send. */
final class CollectedOutput implements BatchOutput {

    private static final int OVERHEAD = 1024; // a generous bound on headers and framing
    private static final int LIMIT = 1024 * 1024 - OVERHEAD; // max.request.size and message.max.bytes by default

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> postponed = new HashMap<>();
    private final DeadLetters deadLetters;
    private final Map<TopicPartition, Long> left = new HashMap<>();
    private final long endNanos;
    private final BatchTrace trace;
    private Map<TopicPartition, Long> unread = Map.of();
    private int rejected;

    /** @param time that the batch may take */
    CollectedOutput(DeadLetters deadLetters, Duration time, BatchTrace trace) {
        this.trace = trace;
        this.deadLetters = deadLetters;
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        long bytes = length(record.key()) + length(record.value());
        if (bytes > LIMIT) {
            throw new RejectedException(new Rejection.RecordTooLarge(bytes, LIMIT));
        }
        trace.sends(record);
        records.add(record);
    }

    @Override
    public void reject(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        records.add(deadLetters.of(record, why));
        trace.rejects(record, why);
        rejected++;
    }

    @Override
    public void postpone(ConsumerRecord<byte[], byte[]> record) {
        postponed.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
    }

    @Override
    public boolean isTimeUp() {
        return System.nanoTime() - endNanos >= 0;
    }

    @Override
    public void leave(ConsumerRecord<byte[], byte[]> record) {
        left.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
    }

    /** Partitions of the batch whose topics nobody reads now, and where they go on. */
    void passBy(Map<TopicPartition, Long> partitions) {
        unread = partitions;
    }

    Map<TopicPartition, Long> unread() {
        return unread;
    }

    /** Partitions of which what else was polled is not wanted. */
    Set<TopicPartition> resting() {
        var resting = new HashSet<>(postponed.keySet());
        resting.addAll(unread.keySet());
        return resting;
    }

    BatchTrace trace() {
        return trace;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Where each postponed partition goes on. */
    Map<TopicPartition, Long> postponed() {
        return postponed;
    }

    /** Where each partition stopped short of the batch's end, for one reason or the other. */
    Map<TopicPartition, Long> stopped() {
        var stopped = new HashMap<>(left);
        postponed.forEach((partition, offset) -> stopped.merge(partition, offset, Math::min));
        return stopped;
    }

    /** Where each partition goes on that was left. */
    Map<TopicPartition, Long> left() {
        return left;
    }

    int rejected() {
        return rejected;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
