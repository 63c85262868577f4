package io.fovea.benchmarks.bars;

import io.fovea.benchmarks.processes.BrokerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least that exactly once can cost: each poll's records are copied to another topic in one transaction. */
final class BareLoop {

    private BareLoop() {}

    /** What {@code count} records of a topic take, from the first poll that gave any to the last commit. */
    static Cost copy(BrokerProcess broker, String from, String to, int count) {
        Map<String, Object> common = Map.of("bootstrap.servers", broker.bootstrapServers());
        Map<String, Object> reading = new HashMap<>(common);
        reading.putAll(Map.of(
                "group.id",
                "bare-loop-" + from,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                2_000));
        Map<String, Object> writing = new HashMap<>(common);
        writing.putAll(Map.of("transactional.id", "bare-loop", "batch.size", 256 * 1024, "linger.ms", 100));
        try (var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(from));
            Cost.Reading start = null;
            for (int copied = 0; copied < count; ) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                if (records.isEmpty()) {
                    continue;
                }
                start = start == null ? Cost.Reading.now(broker) : start;
                copy(records, to, producer, consumer);
                copied += records.count();
            }
            return java.util.Objects.requireNonNull(start).until(Cost.Reading.now(broker), count);
        }
    }

    private static void copy(
            ConsumerRecords<byte[], byte[]> records,
            String to,
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            producer.send(new ProducerRecord<>(to, record.key(), record.value()));
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }
}
