package io.fovea.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What a channel has polled and not yet committed, whatever queue it waits in. Polls of a consumer are done in their
 * order, so one that is done takes those with it that were dropped before it. Thread-safe.
 */
final class InFlight {

    private static final Map<String, InFlight> BY_CHANNEL = new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<Long, Load> polls = new ConcurrentSkipListMap<>();

    private record Load(long records, long bytes) {}

    /** The same object for the same channel, as long as this JVM lives. */
    static InFlight of(String channel) {
        return BY_CHANNEL.computeIfAbsent(channel, name -> new InFlight());
    }

    void polled(long number, ConsumerRecords<?, ?> records) {
        long bytes = 0;
        for (ConsumerRecord<?, ?> record : records) {
            bytes += bytes(record);
        }
        polls.put(number, new Load(records.count(), bytes));
    }

    void done(long number) {
        polls.headMap(number, true).clear();
    }

    double records() {
        return polls.values().stream().mapToLong(Load::records).sum();
    }

    double bytes() {
        return polls.values().stream().mapToLong(Load::bytes).sum();
    }

    /** Of key and value. */
    static long bytes(ConsumerRecord<?, ?> record) {
        return Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
    }
}
