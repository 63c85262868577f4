package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BacklogIT {

    private static final String GROUP = "readers";

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static TopicAdmin admin;
    private static Backlog backlog;

    private String topic;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = TopicAdmin.of(client);
        backlog = new Backlog(admin, client);
    }

    @AfterAll
    static void stop() {
        backlog.close();
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        admin.ensureTopic(topic);
    }

    @Test
    void shouldBeWhatTheGroupHasNotPassed() {
        // Given
        try (var producer = producer()) {
            producer.beginTransaction();
            send(producer, 1);
            send(producer, 2);
            send(producer, 2);
            producer.commitTransaction();
        }
        assertThat(backlog.partitions(GROUP, topic)).containsExactlyInAnyOrder(1, 2);

        // When
        pass(1, 1);
        pass(2, 1);

        // Then
        assertThat(backlog.partitions(GROUP, topic)).containsExactly(2);
        pass(2, 2);
        assertThat(backlog.isEmpty(GROUP, topic)).isTrue();
        assertThat(admin.lag(GROUP, List.of(topic)))
                .as("markers, which a group passes with its next record")
                .isEqualTo(2);
        assertThat(backlog.isEmpty(GROUP, "not-there")).isTrue();
    }

    @Test
    void shouldCountWhatAnOpenTransactionHides() {
        try (var producer = producer();
                var other = producer(topic + "-other")) {
            // When: nobody can see the second's record, which is committed
            producer.beginTransaction();
            send(producer, 0);
            other.beginTransaction();
            send(other, 0);
            other.commitTransaction();

            // Then
            assertThat(admin.lag(GROUP, List.of(topic))).isZero();
            assertThat(backlog.partitions(GROUP, topic)).containsExactly(0);

            // When
            producer.abortTransaction();

            // Then
            assertThat(backlog.partitions(GROUP, topic)).containsExactly(0);
            pass(0, 2);
            assertThat(backlog.isEmpty(GROUP, topic)).isTrue();
        }
    }

    @Test
    void shouldNotCountWhatWasAborted() {
        try (var producer = producer()) {
            // When
            for (int i = 0; i < 3; i++) {
                producer.beginTransaction();
                send(producer, 3);
                producer.flush();
                producer.abortTransaction();
            }

            // Then
            assertThat(admin.lag(GROUP, List.of(topic))).isEqualTo(6);
            assertThat(backlog.isEmpty(GROUP, topic)).isTrue();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return producer(topic);
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int partition) {
        producer.send(new ProducerRecord<>(topic, partition, bytes("key"), bytes("value")));
        producer.flush();
    }

    private void pass(int partition, long offset) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", GROUP),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        }
    }
}
