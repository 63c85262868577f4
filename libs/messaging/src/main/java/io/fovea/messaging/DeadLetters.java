package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Turns a record that cannot be processed into a dead letter: key, value and headers as they were, and five headers. */
public final class DeadLetters {

    private final String service;
    private final Map<String, Object> clientProperties;
    private final Set<String> present = new HashSet<>();

    /** @param service who could not process it */
    public DeadLetters(String service, Map<String, Object> clientProperties) {
        this.service = service;
        this.clientProperties = clientProperties;
    }

    /** The dead letter of a record, for its pipeline's topic, which is there when this returns. */
    public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        String topic = Topics.deadLetters(Topics.pipelineOf(record.topic()));
        ensure(topic);
        Headers headers = headers(record.headers(), why, service, record.topic(), record.partition(), record.offset());
        return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), headers);
    }

    /** A record's headers, and five that say why it is a dead letter and where from. */
    public static Headers headers(
            Headers record, Rejection why, String service, String topic, int partition, long offset) {
        return headers(record, why.reason(), service, topic, partition, offset);
    }

    /**
     * The same for a reason that no {@link Rejection} stands for.
     *
     * @param reason {@code CODE: explanation}
     */
    public static Headers headers(
            Headers record, String reason, String service, String topic, int partition, long offset) {
        return new RecordHeaders(record)
                .add("dead-letter-reason", bytes(reason))
                .add("dead-letter-topic", bytes(topic))
                .add("dead-letter-partition", bytes(Integer.toString(partition)))
                .add("dead-letter-offset", bytes(Long.toString(offset)))
                .add("dead-letter-service", bytes(service));
    }

    /** A pipeline that nobody applied has no topics, and its records must go somewhere too. */
    private void ensure(String topic) {
        if (present.contains(topic)) {
            return;
        }
        try (TopicAdmin admin = TopicAdmin.of(clientProperties)) {
            admin.ensureTopic(topic);
        }
        present.add(topic);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
