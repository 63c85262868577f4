package io.fovea.ingestion.publishing;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes ingestion's Kafka clients. Their timeouts are short, since an HTTP client waits: in an outage it is told to
 * come again after ten seconds, or fifteen when it was in the middle of a transaction.
 */
public final class KafkaClients {
    private static final int BLOCKED_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 15_000;
    private static final int BATCH_BYTES = 256 * 1024;

    private final Map<String, Object> common;
    private final String transactionalId;

    /**
     * @param common properties of every client
     * @param transactionalId stable, and this process's own
     */
    public KafkaClients(Map<String, Object> common, String transactionalId) {
        this.common = new HashMap<>(common);
        this.common.putIfAbsent("bootstrap.servers", "localhost:9092"); // as for channels
        this.common.remove(ConsumerConfig.GROUP_ID_CONFIG); // Quarkus gives one to every client
        this.transactionalId = transactionalId;
    }

    /** A producer for one transaction after the other. */
    public KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = bounded();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCKED_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group that sees only what is committed. */
    public KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = bounded();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Properties of any client, with ingestion's timeouts. */
    public Map<String, Object> bounded() {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("request.timeout.ms", REQUEST_MILLIS);
        properties.put("default.api.timeout.ms", BLOCKED_MILLIS);
        return properties;
    }
}
