package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Reads what is committed to a topic, outside any consumer group: it moves nobody's offsets. For one thread. */
public final class TopicReader implements AutoCloseable {

    /** Where to begin. */
    public enum From {
        BEGINNING,
        NOW
    }

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, From from) {
        this.consumer = consumer;
        this.partitions = partitions;
        consumer.assign(partitions);
        rewind(from);
    }

    /**
     * All partitions of a topic.
     *
     * @throws CommandFailure when there is no such topic
     */
    public static TopicReader open(Connection connection, String topic, From from) {
        KafkaConsumer<String, byte[]> consumer = consumer(connection);
        return new TopicReader(consumer, partitions(consumer, topic), from);
    }

    /**
     * The one partition that holds {@code key}.
     *
     * @throws CommandFailure when there is no such topic
     */
    public static TopicReader openPartitionOf(Connection connection, String topic, String key, From from) {
        KafkaConsumer<String, byte[]> consumer = consumer(connection);
        List<TopicPartition> all = partitions(consumer, topic);
        // As Kafka's producers choose it.
        int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % all.size();
        return new TopicReader(consumer, List.of(new TopicPartition(topic, partition)), from);
    }

    /** Goes on from another place. */
    public void rewind(From from) {
        if (from == From.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // now, and not at the first poll
    }

    /** What has come; empty after a fifth of a second without anything. */
    public List<ConsumerRecord<String, byte[]>> poll() {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        consumer.poll(POLL).forEach(records::add);
        return records;
    }

    /** Whether there is a record in any of the ranges, which are of this reader's topic; moves the reader there. */
    public boolean anyIn(List<OffsetRange> ranges) {
        return ranges.stream().anyMatch(this::anyIn);
    }

    private boolean anyIn(OffsetRange range) {
        var partition = new TopicPartition(range.getTopic(), range.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.getFrom());
        while (consumer.position(partition) < range.getTo()) {
            if (!poll().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Everything up to what is committed now. */
    public List<ConsumerRecord<String, byte[]>> readToEnd() {
        return readTo(consumer.endOffsets(partitions));
    }

    /** Gives everything up to what is committed now, and keeps none of it. */
    public void readToEnd(Consumer<ConsumerRecord<String, byte[]>> each) {
        readTo(consumer.endOffsets(partitions), each);
    }

    /** What was written at or after one time and before another, by the records' own timestamps, as the broker's index finds them. */
    public List<ConsumerRecord<String, byte[]>> readBetween(Instant from, Instant to) {
        Map<TopicPartition, Long> starts = offsetsAt(from);
        starts.forEach(consumer::seek);
        return readTo(offsetsAt(to));
    }

    /** Of the first record at that time or later; the end where there is none. */
    private Map<TopicPartition, Long> offsetsAt(Instant time) {
        var offsets = new HashMap<>(consumer.endOffsets(partitions));
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    private List<ConsumerRecord<String, byte[]>> readTo(Map<TopicPartition, Long> ends) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        readTo(ends, records::add);
        return records;
    }

    private void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> each) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll().forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static KafkaConsumer<String, byte[]> consumer(Connection connection) {
        Map<String, Object> properties = connection.kafka();
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            consumer.close();
            throw new CommandFailure("There is no topic " + topic + " here: apply the pipeline's file first.");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(java.util.Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }
}
