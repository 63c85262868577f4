package io.fovea.embeddedkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaIT {

    @TempDir
    Path folder;

    @Test
    void shouldKeepRecordsOffsetsAndPortOverRestart() throws Exception {
        // Given
        String address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            address = kafka.bootstrapServers();
            create(address);
            write(address, "one", "two");
            assertThat(read(address, 1)).containsExactly("one");
        }

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {

            // Then
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(read(address, 1)).containsExactly("two");
        }
    }

    @Test
    void shouldStartAgainAtTheSamePort() throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            create(kafka.bootstrapServers());
            kafka.stop();

            // When
            kafka.restart();

            // Then
            write(kafka.bootstrapServers(), "one");
            assertThat(read(kafka.bootstrapServers(), 1)).containsExactly("one");
        }
    }

    @Test
    void shouldKeepWhatWasAcknowledgedBeforeKill() throws Exception {
        // Given
        Process process = BrokerProcess.start(folder);
        String address = BrokerProcess.address(process);
        create(address);
        write(address, "one", "two", "three");
        assertThat(read(address, 1)).containsExactly("one");

        // When
        process.destroyForcibly().waitFor();

        // Then
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(read(address, 2)).containsExactly("two", "three");
        }
    }

    @Test
    void shouldNameTakenPort() throws IOException {
        // Given
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When, Then
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, socket.getLocalPort()))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("Port %d of 127.0.0.1 is taken. Maybe another Kafka is running there."
                            .formatted(socket.getLocalPort()));
        }
    }

    @Test
    void shouldRefuseFolderThatIsInUse() {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).isNotEmpty();

            // When, Then
            assertThatThrownBy(() -> EmbeddedKafka.start(folder))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("Folder %s is in use by another Kafka.".formatted(folder.resolve("log")));
        }
    }

    private static void create(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic("words", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void write(String address, String... words) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            for (String word : words) {
                producer.send(new ProducerRecord<>("words", word)).get();
            }
        }
    }

    /** Reads from the group's offset on, and commits. */
    private static List<String> read(String address, int count) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                address,
                "group.id",
                "readers",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                count);
        var words = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("words"));
            while (words.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    words.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return words;
    }
}
