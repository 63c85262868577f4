package io.fovea.trainer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.TopicAdmin;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.JobStoppedException;
import io.fovea.trainer.jobs.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaRecordSourceIT {
    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static TopicAdmin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        admin = TopicAdmin.of(clientProperties());
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldReadWhatWasCommittedInTheRange() {
        // Given
        admin.ensureTopic("committed");
        write("committed", true, "a", "b"); //  offsets 0, 1 and a marker
        write("committed", false, "c", "d"); // offsets 3, 4 and a marker
        write("committed", true, "e", "f"); //  offsets 6, 7 and a marker

        // When, Then
        assertThat(read(range("committed", 0, 9))).containsExactly("a", "b", "e", "f");
        assertThat(read(range("committed", 1, 7))).containsExactly("b", "e");
        assertThat(read(range("committed", 3, 6))).isEmpty();
        assertThat(read(range("committed", 0, 1), range("committed", 6, 7))).containsExactly("a", "e");
    }

    @Test
    void shouldSayThatAPartitionIsNotThere() {
        // Given
        admin.ensureTopic("four");

        // When, Then
        assertThatThrownBy(() -> read(range("nowhere", 0, 5)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("There is no partition nowhere-0.");
        assertThatThrownBy(() ->
                        read(range("four", 0, 5).toBuilder().setPartition(4).build()))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("There is no partition four-4.");
    }

    @Test
    void shouldSayThatARangeEndsAfterItsPartition() {
        // Given
        admin.ensureTopic("short");
        write("short", true, "a");

        // When, Then
        assertThatThrownBy(() -> read(range("short", 0, 20)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("Partition short-0 has committed records up to offset 2, and the job wants up to 20.");
    }

    @Test
    void shouldSayThatRecordsAreGone() throws Exception {
        // Given
        admin.ensureTopic("gone");
        write("gone", true, "a", "b", "c");
        try (Admin kafkaAdmin = Admin.create(clientProperties())) {
            kafkaAdmin
                    .deleteRecords(Map.of(new TopicPartition("gone", 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        // When, Then
        assertThatThrownBy(() -> read(range("gone", 0, 3)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("Records 0 to 1 of partition gone-0 are gone.");
    }

    @Test
    void shouldStopWhenAsked() {
        // Given
        admin.ensureTopic("stopped");
        Stop stop = new Stop();
        stop.request();

        // When, Then
        assertThatThrownBy(() -> source().read(List.of(range("stopped", 0, 9)), stop, record -> {}))
                .isInstanceOf(JobStoppedException.class);
    }

    private static List<String> read(OffsetRange... ranges) {
        List<String> values = new ArrayList<>();
        source().read(List.of(ranges), new Stop(), record -> values.add(new String(record.value(), UTF_8)));
        return values;
    }

    private static KafkaRecordSource source() {
        return new KafkaRecordSource(clientProperties(), Duration.ofSeconds(1));
    }

    private static OffsetRange range(String topic, long from, long to) {
        return OffsetRange.newBuilder().setTopic(topic).setFrom(from).setTo(to).build();
    }

    private static void write(String topic, boolean commit, String... values) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes(UTF_8)));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
