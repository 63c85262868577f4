package io.fovea.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.TestPlatform.Result;
import io.fovea.cli.client.ControlClient;
import io.fovea.messaging.DeadLetters;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersIT {

    private static final byte[] KEY = {1, -1, 0};
    private static final byte[] VALUE = {0, 1, 2, -128, 13, 10, 0};

    @TempDir
    private static Path folder;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform(folder);
        try (var control = new ControlClient(platform.connection())) {
            control.apply(PipelineSpec.parse(TestPlatform.DIGITS));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void shouldListShowAndPutBackByteForByte() throws IOException {
        // Given
        Headers own = new RecordHeaders().add("ce_id", "7".getBytes(UTF_8)).add("traceparent", "00-ab".getBytes(UTF_8));
        assertThat(platform.run("dead-letters", "list", "digits").out())
                .isEqualTo("Pipeline 'digits' has no dead letters.%n".formatted());
        bury(own, new Rejection.MalformedRecord("cut"), Topics.examples("digits"), 3);
        bury(own, new Rejection.NotFinite("image"), "fovea.examples.other", 0);

        // When
        JsonNode listed = json(platform.run("dead-letters", "list", "digits", "--code", "MALFORMED_RECORD", "--json"))
                .path("deadLetters");
        String letter = listed.path(0).path("letter").asText();
        Path out = folder.resolve("record.bin");
        Result shown = platform.run("dead-letters", "show", "digits", letter, "--out", out.toString());
        Result replayed = platform.run("dead-letters", "replay", "digits", letter);
        Result foreign = platform.run("dead-letters", "replay", "digits", "--code", "NOT_FINITE");
        Result absent = platform.run("dead-letters", "show", "digits", "3-99");

        // Then
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("bytes").asInt()).isEqualTo(VALUE.length);
        assertThat(platform.run("dead-letters", "list", "digits").out())
                .contains("letter", "MALFORMED_RECORD: The value cannot be read: cut", "NOT_FINITE");
        assertThat(shown.out()).contains("fovea.examples.digits, partition 3, offset 5", "traceparent      00-ab");
        assertThat(Files.readAllBytes(out)).isEqualTo(VALUE);
        assertThat(replayed.out()).isEqualTo("1 record put back.%n".formatted());
        List<ConsumerRecord<byte[], byte[]>> examples = read(new TopicPartition(Topics.examples("digits"), 3));
        assertThat(examples).hasSize(1);
        assertThat(examples.get(0).key()).isEqualTo(KEY);
        assertThat(examples.get(0).value()).isEqualTo(VALUE);
        assertThat(examples.get(0).timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(examples.get(0).headers().toArray()).containsExactly(own.toArray());
        assertThat(foreign.status()).isEqualTo(1);
        assertThat(foreign.err())
                .contains("'fovea.examples.other', which is none that pipeline 'digits' reads")
                .hasLineCount(1);
        assertThat(absent.err()).contains("has no dead letter 3-99").hasLineCount(1);
    }

    private static void bury(Headers own, Rejection why, String topic, int partition) {
        try (var producer = new KafkaProducer<>(
                platform.connection().kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    Topics.deadLetters("digits"),
                    null,
                    1_700_000_000_000L,
                    KEY,
                    VALUE,
                    DeadLetters.headers(own, why, "predictor", topic, partition, 5)));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        try (var consumer = new KafkaConsumer<>(
                platform.connection().kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Map<TopicPartition, Long> end = consumer.endOffsets(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end.get(partition)) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static JsonNode json(Result result) throws IOException {
        return new ObjectMapper().readTree(result.out());
    }
}
