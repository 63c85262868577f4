package io.fovea.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.CommittedRecords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Real digits through a real broker: pixels come out as they were, and what is broken becomes a dead letter. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class PreprocessingIT {
    private static final Path DIGITS = Path.of("..", "..", "examples", "digits");

    @TestHTTPResource("/q/")
    URI management;

    EmbeddedKafka kafka;

    @Test
    void shouldMakeExamplesOfRealDigits() throws Exception {
        // Given
        apply("digits", "10");
        List<DatasetImage> digits = digits(200);
        Map<String, DatasetImage> byId = new HashMap<>();
        digits.forEach(digit -> byId.put(digit.source(), digit));

        // When
        send("digits", digits.stream().map(digit -> image(digit).toByteArray()).toList());

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = read(Topics.examples("digits"), 200);
        assertThat(records).hasSize(200);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Example example = Example.parseFrom(record.value());
            DatasetImage digit = byId.remove(example.getId());
            assertThat(TensorCodec.toBytes(example.getInputs(0))).isEqualTo(pixels(digit.encoded()));
            assertThat(TensorCodec.shape(example.getInputs(0))).containsExactly(28, 28, 1);
            assertThat(TensorCodec.toInt64(example.getLabels(0)))
                    .containsExactly(Long.parseLong(digit.label().orElseThrow()));
        }
        assertThat(byId).isEmpty();
    }

    @Test
    void shouldMakeADeadLetterOfEachBadRecordAndGoOn() throws Exception {
        // Given
        apply("mixed", "10");
        ImageRecord good = Pictures.record(1);
        byte[] brokenPng = good.toBuilder()
                .setId("broken")
                .setEncoded(ByteString.copyFrom(Arrays.copyOf(Pictures.png(1), 60)))
                .build()
                .toByteArray();
        byte[] truncated = Arrays.copyOf(good.toByteArray(), good.getSerializedSize() - 7);
        byte[] claim = good.toBuilder()
                .setClaimCheck(ClaimCheck.newBuilder().setPath("claims/none").setSha256("0".repeat(64)))
                .build()
                .toByteArray();

        // When
        List<RecordMetadata> sent = send("mixed", List.of(brokenPng, truncated, claim, good.toByteArray()));

        // Then
        assertThat(read(Topics.examples("mixed"), 1))
                .singleElement()
                .satisfies(record ->
                        assertThat(Example.parseFrom(record.value()).getId()).isEqualTo("id-1"));
        List<ConsumerRecord<byte[], byte[]>> letters = read(Topics.deadLetters("mixed"), 3);
        assertThat(letters).hasSize(3);
        assertLetter(letters, brokenPng, sent.get(0), "UNDECODABLE_IMAGE: ");
        assertLetter(letters, truncated, sent.get(1), "MALFORMED_RECORD: ");
        assertLetter(letters, claim, sent.get(2), "MISSING_CONTENT: ");
    }

    @Test
    void shouldMakeADeadLetterOfARecordWhosePipelineNobodyApplied() throws Exception {
        // Given
        byte[] image = Pictures.record(1).toByteArray();
        topics("ghosts");

        // When
        RecordMetadata sent = send("ghosts", image);

        // Then
        assertLetter(read(Topics.deadLetters("ghosts"), 1), image, sent, "UNKNOWN_PIPELINE: ");
        assertThat(read(Topics.examples("ghosts"), 0)).isEmpty();
    }

    @Test
    void shouldTakeUpANewVersionOfAPipelineWhileRunning() throws Exception {
        // Given
        apply("changing", "[dog, cow]");
        byte[] cat = Pictures.record(1).toBuilder().setLabel("cat").build().toByteArray();
        send("changing", cat);
        assertThat(read(Topics.deadLetters("changing"), 1))
                .singleElement()
                .satisfies(letter ->
                        assertThat(header(letter, "dead-letter-reason")).startsWith("UNKNOWN_LABEL: "));

        // When
        apply("changing", "[dog, cow, cat]");
        Thread.sleep(2_000); // the table follows within a moment; how soon is not what is tested
        send("changing", cat);

        // Then
        Example example =
                Example.parseFrom(read(Topics.examples("changing"), 1).get(0).value());
        assertThat(TensorCodec.toInt64(example.getLabels(0))).containsExactly(2);
    }

    @Test
    void shouldTellItsHealthAndCountItsRecords() throws Exception {
        // Given
        apply("counted", "10");
        send("counted", Pictures.record(1).toByteArray());
        assertThat(read(Topics.examples("counted"), 1)).hasSize(1);

        // When
        HttpResponse<String> ready = get("health/ready");
        HttpResponse<String> metrics = get("metrics");

        // Then
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body()).contains("preprocessing-images-in");
        assertThat(metrics.body())
                .contains("fovea_preprocessing_records_total", "fovea_preprocessing_dead_letters_total");
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(management.resolve(path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void assertLetter(
            List<ConsumerRecord<byte[], byte[]>> letters, byte[] value, RecordMetadata sent, String reason) {
        ConsumerRecord<byte[], byte[]> letter = letters.stream()
                .filter(record -> Arrays.equals(record.value(), value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No dead letter is this record, byte for byte."));
        assertThat(letter.key()).asString(UTF_8).isEqualTo("key");
        assertThat(header(letter, "kept")).isEqualTo("as it was");
        assertThat(header(letter, "dead-letter-reason")).startsWith(reason);
        assertThat(header(letter, "dead-letter-topic")).isEqualTo(sent.topic());
        assertThat(header(letter, "dead-letter-partition")).isEqualTo(Integer.toString(sent.partition()));
        assertThat(header(letter, "dead-letter-offset")).isEqualTo(Long.toString(sent.offset()));
        assertThat(header(letter, "dead-letter-service")).isEqualTo("preprocessing");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private RecordMetadata send(String pipeline, byte[] value) throws Exception {
        return send(pipeline, List.of(value)).get(0);
    }

    private List<RecordMetadata> send(String pipeline, List<byte[]> values) throws Exception {
        try (var producer = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sending = new ArrayList<>();
            for (byte[] value : values) {
                var record = new ProducerRecord<>(Topics.images(pipeline), "key".getBytes(UTF_8), value);
                record.headers().add("kept", "as it was".getBytes(UTF_8));
                sending.add(producer.send(record));
            }
            List<RecordMetadata> sent = new ArrayList<>();
            for (Future<RecordMetadata> one : sending) {
                sent.add(one.get());
            }
            return sent;
        }
    }

    private void apply(String pipeline, String classes) {
        topics(pipeline);
        try (ControlProducer control = ControlProducer.of(properties())) {
            Pipeline applied = Pipeline.newBuilder()
                    .setName(pipeline)
                    .setFile(Pictures.yaml(pipeline, classes))
                    .build();
            control.send(Topics.PIPELINES, pipeline, applied);
        }
    }

    private void topics(String pipeline) {
        try (TopicAdmin admin = TopicAdmin.of(properties())) {
            admin.ensureControlTopics();
            admin.ensurePipelineTopics(pipeline);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return CommittedRecords.read(kafka.bootstrapServers(), topic, count);
    }

    private Map<String, Object> properties() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static ImageRecord image(DatasetImage digit) {
        ImageRecord.Builder image = ImageRecord.newBuilder()
                .setId(digit.source())
                .setEncoded(UnsafeByteOperations.unsafeWrap(digit.encoded()));
        digit.label().ifPresent(image::setLabel);
        return image.build();
    }

    private static List<DatasetImage> digits(int count) {
        try (Stream<DatasetImage> images = Datasets.open(DIGITS).images()) {
            return new ArrayList<>(images.limit(count).toList());
        }
    }

    /** By another decoder than the one under test. */
    private static byte[] pixels(byte[] png) throws Exception {
        return (byte[]) ImageIO.read(new ByteArrayInputStream(png)).getRaster().getDataElements(0, 0, 28, 28, null);
    }
}
