package io.fovea.trainer.retraining;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.Topics;
import io.fovea.proto.drift.v1.Drift;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads what predictors tell of drift. A topic is read from its beginning each time that it comes to this trainer, so that
 * how long a drift has lasted is known after a restart too; trainings are asked for behind the group's offset only, each once
 * or, where the trainer dies in between, twice by the same id.
 */
public final class DriftListener implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DriftListener.class);
    private static final String GROUP = "fovea-trainer-drift";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration OUTAGE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int NEW_TOPICS_MILLIS = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Retraining retraining;
    private final Map<TopicPartition, Long> passed = new HashMap<>(); // by the group
    private final Thread thread = new Thread(this::listen, "trainer-drift");
    private volatile boolean closed;

    private DriftListener(KafkaConsumer<byte[], byte[]> consumer, Retraining retraining) {
        this.consumer = consumer;
        this.retraining = retraining;
    }

    /** Listens from now on, with a thread of its own. */
    public static DriftListener start(Map<String, Object> clientProperties, Retraining retraining) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"); // those of markets are transactions
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_MILLIS);
        var listener = new DriftListener(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()), retraining);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    private void listen() {
        consumer.subscribe(Topics.ALL_DRIFT, new FromTheBeginning());
        while (!closed) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                commit();
            } catch (WakeupException e) {
                closed = true;
            } catch (KafkaException | MessagingException e) {
                LOG.warnf("Drift is not listened to for a moment reason=%s", e.getMessage());
                readAgain(consumer.assignment());
                pause();
            }
        }
        consumer.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            boolean isNew = record.offset() >= passed.getOrDefault(partition(record), 0L);
            retraining.take(Drift.parseFrom(record.value()), isNew);
        } catch (InvalidProtocolBufferException e) {
            LOG.warnf("No event of drift at %s-%d, passed over", partition(record), record.offset());
        }
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Never back to what is read again. */
    private void commit() {
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position > passed.getOrDefault(partition, 0L)) {
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)));
                passed.put(partition, position);
            }
        }
    }

    private void readAgain(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> retraining.forget(Topics.pipelineOf(partition.topic())));
        consumer.seekToBeginning(partitions);
    }

    private void pause() {
        try {
            Thread.sleep(OUTAGE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class FromTheBeginning implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.committed(Set.copyOf(partitions))
                    .forEach((partition, offset) -> passed.put(partition, offset == null ? 0 : offset.offset()));
            readAgain(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(passed::remove);
        }
    }
}
