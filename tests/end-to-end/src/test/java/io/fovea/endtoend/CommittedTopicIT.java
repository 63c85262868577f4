package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counting program, on a topic with a planted duplicate, a planted loss and a transaction that was taken back. */
class CommittedTopicIT {

    private static final String TOPIC = "planted";

    @Test
    void shouldCountWhatIsCommittedAndNothingElse(@TempDir Path folder) throws Exception {
        try (var kafka = EmbeddedKafka.start(folder)) {
            // Given
            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1)))
                        .all()
                        .get();
            }
            try (var producer = producer(kafka.bootstrapServers())) {
                producer.initTransactions();
                commit(producer, "a", "b", "b"); // b twice
                abort(producer, "c"); // and so c is lost
                commit(producer, "d");
            }

            // When
            List<String> keys = new CommittedTopic(kafka.bootstrapServers(), TOPIC).keys();

            // Then
            assertThat(Tally.of(Set.of("a", "b", "c", "d"), keys))
                    .isEqualTo(new Tally(Set.of("c"), Map.of("b", 2), Set.of()));
        }
    }

    private static void commit(KafkaProducer<String, String> producer, String... keys) {
        producer.beginTransaction();
        send(producer, keys);
        producer.commitTransaction();
    }

    private static void abort(KafkaProducer<String, String> producer, String... keys) {
        producer.beginTransaction();
        send(producer, keys);
        producer.flush(); // it is in the log, and still must not count
        producer.abortTransaction();
    }

    private static void send(KafkaProducer<String, String> producer, String... keys) {
        for (String key : keys) {
            producer.send(new ProducerRecord<>(TOPIC, key, "answer"));
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "planting"),
                new StringSerializer(),
                new StringSerializer());
    }
}
