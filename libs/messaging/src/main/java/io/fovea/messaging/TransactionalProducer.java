package io.fovea.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One Kafka producer after the other under one transactional id. Used by one thread. */
final class TransactionalProducer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TransactionalProducer.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Map<String, Object> properties;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    TransactionalProducer(ExactlyOnceSettings settings) {
        properties = new HashMap<>();
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10); // the broker may be at the last transaction's end still
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.putAll(settings.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        properties.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(settings.transactionTimeout().toMillis()));
    }

    /** Makes a producer unless there is one; that ends whatever transaction the last one left open. */
    void open() {
        if (producer != null) {
            return;
        }
        var opening = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            opening.initTransactions();
        } catch (RuntimeException e) {
            opening.close(Duration.ZERO);
            throw e;
        }
        producer = opening;
    }

    /**
     * Records and offsets, together or not at all.
     *
     * @throws RuntimeException when the outcome is not known to be a commit; {@link #recover} settles it
     */
    void commit(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        open();
        KafkaProducer<byte[], byte[]> current = Objects.requireNonNull(producer);
        current.beginTransaction();
        records.forEach(current::send); // a failed send fails the commit
        current.sendOffsetsToTransaction(offsets, group);
        current.commitTransaction();
    }

    /** Ends the failed transaction: aborts it, or replaces the producer where that is no longer possible. */
    void recover() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current != null) {
            try {
                current.abortTransaction();
            } catch (RuntimeException e) {
                LOG.debugf("Replacing the producer transactionalId=%s problem=%s", id(), e.getMessage());
                producer = null;
                current.close(Duration.ZERO);
            }
        }
        open();
    }

    private @Nullable Object id() {
        return properties.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    @Override
    public void close() {
        if (producer != null) {
            try {
                producer.close(CLOSING);
            } catch (KafkaException e) {
                LOG.debugf("Closing the producer failed transactionalId=%s problem=%s", id(), e.getMessage());
            }
        }
    }
}
