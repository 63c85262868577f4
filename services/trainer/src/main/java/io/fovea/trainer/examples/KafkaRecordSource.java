package io.fovea.trainer.examples;

import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads ranges with {@code read_committed} and outside any group; waits for a broker that is away. */
public final class KafkaRecordSource implements RecordSource {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> clientProperties;
    private final Duration patience;

    /** @param patience how long a transaction that is open within a range is waited for */
    public KafkaRecordSource(Map<String, Object> clientProperties, Duration patience) {
        this.clientProperties = new HashMap<>(clientProperties);
        this.clientProperties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.clientProperties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.clientProperties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.clientProperties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.patience = patience;
    }

    @Override
    public void read(List<OffsetRange> ranges, Stop stop, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer =
                new KafkaConsumer<>(clientProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (OffsetRange range : ranges) {
                if (range.getFrom() < range.getTo()) {
                    read(consumer, range, stop, reader);
                }
            }
        }
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer,
            OffsetRange range,
            Stop stop,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicPartition partition = checkedPartition(consumer, range);
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.getFrom());
        long position = range.getFrom();
        long movedNanos = System.nanoTime();
        while (position < range.getTo()) {
            stop.check();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < range.getTo()) {
                    reader.accept(record);
                }
            }
            if (consumer.position(partition) > position) { // also where a transaction's marker was passed
                position = consumer.position(partition);
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
                checkEnd(consumer, partition, range);
            }
        }
    }

    private static TopicPartition checkedPartition(KafkaConsumer<byte[], byte[]> consumer, OffsetRange range) {
        TopicPartition partition = new TopicPartition(range.getTopic(), range.getPartition());
        if (consumer.partitionsFor(range.getTopic()).size() <= range.getPartition()) {
            throw new JobFailedException(
                    "There is no partition %s. Maybe nothing was ingested yet.".formatted(partition));
        }
        long first = consumer.beginningOffsets(List.of(partition)).get(partition);
        if (first > range.getFrom()) {
            throw new JobFailedException(
                    "Records %d to %d of partition %s are gone. Maybe the topic's retention is too short for this job."
                            .formatted(range.getFrom(), first - 1, partition));
        }
        return partition;
    }

    /** Tells a range that ends after its partition from a broker that is away, for which this throws a retriable one. */
    private static void checkEnd(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, OffsetRange range) {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (end < range.getTo()) {
            throw new JobFailedException(
                    "Partition %s has committed records up to offset %d, and the job wants up to %d."
                            .formatted(partition, end, range.getTo()));
        }
    }
}
