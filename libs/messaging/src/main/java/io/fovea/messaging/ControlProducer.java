package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes single records that must not be lost: pipelines, aliases, jobs, events. Safe for use by several threads. */
public final class ControlProducer implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;

    private ControlProducer(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** A producer on these client properties, of which {@code bootstrap.servers} is needed. */
    public static ControlProducer of(Map<String, Object> clientProperties) {
        var properties = new HashMap<String, Object>();
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        properties.putAll(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new ControlProducer(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** As {@link #send(String, String, MessageLite, Iterable)}, without headers. */
    public void send(String topic, String key, @Nullable MessageLite value) {
        send(topic, key, value, List.of());
    }

    /**
     * Returns once the record is safely written.
     *
     * @param value {@code null} removes the key from a compacted topic
     * @throws MessagingException when it was not acknowledged within 30 s; it may have been written nevertheless
     */
    public void send(String topic, String key, @Nullable MessageLite value, Iterable<Header> headers) {
        byte[] bytes = value == null ? null : value.toByteArray();
        send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), bytes, headers));
    }

    /**
     * Returns once the record is safely written, as it is: for a dead letter outside a batch.
     *
     * @throws MessagingException when it was not acknowledged within 30 s; it may have been written nevertheless
     */
    public void send(ProducerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        String key = record.key() == null ? "without a key" : new String(record.key(), UTF_8);
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw failed(topic, key, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(topic, key, e);
        } catch (KafkaException e) {
            throw failed(topic, key, e);
        }
    }

    private static MessagingException failed(String topic, String key, Throwable cause) {
        return new MessagingException(
                "Record %s was not written to %s: %s".formatted(key, topic, cause.getMessage()), cause);
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
