package io.fovea.ingestion;

import io.fovea.messaging.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed to a pipeline's images topic; a commit becomes visible a moment after it is answered. */
public final class ImagesTopicReader {
    private ImagesTopicReader() {}

    /** So many records, and those beyond them that are visible by then. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String pipeline, int count) {
        return readTopic(bootstrapServers, Topics.images(pipeline), count);
    }

    /** The same of any topic. */
    public static List<ConsumerRecord<byte[], byte[]>> readTopic(String bootstrapServers, String topic, int count) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Instant patience = Instant.now().plusSeconds(60);
            while (records.size() < count && Instant.now().isBefore(patience)) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            return records;
        }
    }
}
