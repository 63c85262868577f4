package io.fovea.trainer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.DeadLetters;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.trainer.jobs.Stop;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Topic {@code fovea.dead-letters.PIPELINE}. Many jobs read the same records, and a job may be begun again: what a
 * trainer has put there before is left out.
 */
public final class DeadLetterTopic implements DeadLetterSink {
    private static final String SERVICE = "trainer";

    private final Map<String, Object> clientProperties;
    private final RecordSource source;
    private final ControlProducer producer;
    private final DeadLetters deadLetters;

    public DeadLetterTopic(Map<String, Object> clientProperties, RecordSource source, ControlProducer producer) {
        this.clientProperties = clientProperties;
        this.source = source;
        this.producer = producer;
        this.deadLetters = new DeadLetters(SERVICE, clientProperties);
    }

    @Override
    public void accept(List<RejectedExample> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        Set<String> written = written(rejected.get(0).record().topic());
        for (RejectedExample example : rejected) {
            if (written.add(origin(example.record()))) {
                producer.send(deadLetters.of(example.record(), example.why()));
            }
        }
    }

    private Set<String> written(String topic) {
        Set<String> written = new HashSet<>();
        try (TopicAdmin admin = TopicAdmin.of(clientProperties)) {
            String letters = Topics.deadLetters(Topics.pipelineOf(topic));
            source.read(admin.ranges(letters), new Stop(), letter -> {
                if (header(letter, "dead-letter-service").equals(SERVICE)) {
                    written.add(origin(
                            header(letter, "dead-letter-topic"),
                            header(letter, "dead-letter-partition"),
                            header(letter, "dead-letter-offset")));
                }
            });
        }
        return written;
    }

    private static String origin(ConsumerRecord<?, ?> record) {
        return origin(record.topic(), Integer.toString(record.partition()), Long.toString(record.offset()));
    }

    private static String origin(String topic, String partition, String offset) {
        return topic + " " + partition + " " + offset;
    }

    private static String header(ConsumerRecord<?, ?> record, String key) {
        Header header = record.headers().lastHeader(key);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
