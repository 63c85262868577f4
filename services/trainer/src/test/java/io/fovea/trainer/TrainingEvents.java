package io.fovea.trainer;

import io.fovea.messaging.Topics;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topic fovea.training-events from its beginning, for those who wait for something on it. */
final class TrainingEvents implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TrainingEvent> seen = new ArrayList<>();

    TrainingEvents(Map<String, Object> clientProperties) {
        consumer = new KafkaConsumer<>(clientProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(Topics.TRAINING_EVENTS, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** The first event of this kind, which may have come already. */
    TrainingEvent await(Duration patience, Predicate<TrainingEvent> wanted) throws Exception {
        await(patience, () -> seen.stream().anyMatch(wanted));
        return seen.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Reads on until this holds of the events seen. */
    void await(Duration patience, BooleanSupplier holds) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within %s; seen:%n%s".formatted(patience, seen));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                seen.add(TrainingEvent.parseFrom(record.value()));
            }
        }
    }

    List<TrainingEvent> seen(String job, TrainingState state) {
        return seen.stream()
                .filter(event -> event.getJobId().equals(job) && event.getState() == state)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
