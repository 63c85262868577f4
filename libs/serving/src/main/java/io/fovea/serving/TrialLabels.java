package io.fovea.serving;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.label.v1.DelayedLabel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the labels that come later, of pipelines with a version on trial and from then on, without a consumer group: each process
 * looks for the examples that it has answered. For one thread.
 */
final class TrialLabels implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TrialLabels.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Trials trials;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TrialLabels(Map<String, Object> clientProperties, Trials trials) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        this.trials = trials;
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Tells the trials of what has come since the last time. */
    void read() {
        follow(trials.pipelines());
        if (consumer.assignment().isEmpty()) {
            return;
        }
        ConsumerRecords<byte[], byte[]> labels = consumer.poll(POLL);
        while (!labels.isEmpty()) {
            labels.forEach(this::tell);
            labels = consumer.poll(POLL);
        }
    }

    private void follow(Set<String> pipelines) {
        Set<TopicPartition> wanted = new HashSet<>();
        for (String pipeline : pipelines) {
            consumer.partitionsFor(Topics.labels(pipeline))
                    .forEach(info -> wanted.add(new TopicPartition(info.topic(), info.partition())));
        }
        if (!wanted.equals(consumer.assignment())) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
            consumer.assign(wanted);
            positions.keySet().retainAll(wanted);
            positions.forEach(consumer::seek);
            wanted.forEach(consumer::position); // now, and not at the first poll
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                trials.labelled(Topics.pipelineOf(record.topic()), DelayedLabel.parseFrom(record.value()));
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.debugf("No label: topic=%s offset=%d", record.topic(), record.offset());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
