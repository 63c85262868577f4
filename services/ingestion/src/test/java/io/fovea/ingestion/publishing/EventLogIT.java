package io.fovea.ingestion.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.ingestion.Pictures;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import io.fovea.testing.CommittedRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogIT {
    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldKnowWhatAnEarlierProcessPublished() {
        // Given
        try (var earlier = new Process("restart")) {
            earlier.append("restart", images(0, 100));
        }

        // When
        int published;
        try (var later = new Process("restart")) {
            published = later.append("restart", images(50, 150));
        }

        // Then
        assertThat(published).isEqualTo(50);
        assertThat(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("restart"), 150))
                .hasSize(150);
    }

    @Test
    void shouldEndTheTransactionOfAKilledProcessBeforeItReads() {
        // Given
        try (var earlier = new Process("killed");
                var killed = new KafkaClients(properties(), "ingestion-killed").producer()) {
            earlier.append("killed", images(0, 10));
            killed.initTransactions(); // the same process in its next life, killed in mid-transaction
            killed.beginTransaction();
            killed.send(new ProducerRecord<>(
                    "fovea.images.killed", 0, null, images(90, 91).get(0).toByteArray()));
            killed.flush();

            // When
            int published;
            try (var later = new Process("killed")) {
                published = later.append("killed", images(0, 20));
            }

            // Then
            assertThat(published).isEqualTo(10);
            assertThat(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("killed"), 20))
                    .hasSize(20);
        }
    }

    @Test
    void shouldRefuseInAnOutageAndRecoverAfterIt() {
        try (var process = new Process("outage")) {
            // Given
            process.append("outage", images(0, 10));
            kafka.stop();
            Instant stopped = Instant.now();
            assertThatThrownBy(() -> process.log.append("outage", images(0, 20), Optional.empty()))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(40));
            assertThatThrownBy(process.log::check).isInstanceOf(BrokerUnavailableException.class);

            // When
            kafka.restart();
            int published = process.append("outage", images(0, 20));

            // Then
            assertThat(published).isEqualTo(10);
            assertThat(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("outage"), 20))
                    .hasSize(20);
        }
    }

    private static List<ImageRecord> images(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Pictures.record(i).toBuilder().setId("id-" + i).build())
                .toList();
    }

    private static Map<String, Object> properties() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** What one process of ingestion has. */
    private static final class Process implements AutoCloseable {
        private final TopicAdmin admin;
        private final EventLog<ImageRecord> log;

        private Process(String instance) {
            var clients = new KafkaClients(properties(), "ingestion-" + instance);
            var claimChecks =
                    new ClaimChecks(ArtefactStore.open(folder.resolve("storage").toUri()));
            admin = TopicAdmin.of(clients.bounded());
            log = EventLog.ofImages(
                    KafkaPublished.images(admin, clients::consumer),
                    new ProducerTransactions(clients::producer),
                    new ImageEvents(claimChecks, Clock.systemUTC()));
        }

        /** As a client does that is told to come again. */
        private int append(String pipeline, List<ImageRecord> images) {
            Instant patience = Instant.now().plusSeconds(60);
            while (true) {
                try {
                    return log.append(pipeline, images, Optional.empty());
                } catch (BrokerUnavailableException e) {
                    assertThat(Instant.now()).as(e.getMessage()).isBefore(patience);
                }
            }
        }

        @Override
        public void close() {
            log.close();
            admin.close();
        }
    }
}
