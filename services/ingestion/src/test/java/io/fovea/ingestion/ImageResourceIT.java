package io.fovea.ingestion;

import static io.fovea.ingestion.IngestionDoor.json;
import static io.fovea.ingestion.IngestionDoor.problem;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.Sha256;
import io.fovea.testing.CommittedRecords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Real digits over HTTP into a real broker. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class ImageResourceIT extends IngestionStand {
    private static final Path DIGITS = Path.of("..", "..", "examples", "digits");

    @Test
    void shouldPublishRealDigitsOnce() throws Exception {
        // Given
        door.apply(Pictures.yaml("digits"));
        List<DatasetImage> digits = digits(300);

        // When
        HttpResponse<String> first = door.postImages("digits", "", ImageResource.BATCH, batch(digits));
        HttpResponse<String> again = door.postImages("digits", "", ImageResource.BATCH, batch(digits));

        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first)).hasToString("{\"accepted\":300,\"duplicates\":0,\"rejected\":[]}");
        assertThat(json(again)).hasToString("{\"accepted\":0,\"duplicates\":300,\"rejected\":[]}");
        List<ConsumerRecord<byte[], byte[]>> records =
                CommittedRecords.read(kafka.bootstrapServers(), Topics.images("digits"), 300);
        assertThat(records).hasSize(300);
        assertThat(records)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        digits.stream().map(digit -> Sha256.of(digit.encoded())).toList());
        ImageRecord image = ImageRecord.parseFrom(records.get(0).value());
        assertThat(Sha256.of(image.getEncoded().toByteArray())).isEqualTo(image.getId());
        assertThat(image.getMediaType()).isEqualTo("image/png");
        assertThat(records.get(0).headers().lastHeader("ce_type").value())
                .asString(UTF_8)
                .isEqualTo("io.fovea.image.v1.ImageRecord");
    }

    @Test
    void shouldTakeImagesFromTheFolderThatAPipelineDeclares() throws Exception {
        // Given
        Path folder = Path.of(ConfigProvider.getConfig().getValue("fovea.ingestion.incoming", String.class))
                .resolve("scans");
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.ensurePipelineTopics("scans");
        }
        door.apply(Pictures.yaml("scans").replace("size:", "folder: {path: scans, labelFromFolder: true}, size:"));

        // When
        Files.createDirectories(folder.resolve("7"));
        Files.write(folder.resolve("7").resolve("a.png"), Pictures.png(1));

        // Then
        assertThat(door.images("scans", 1).get(0).getLabel()).isEqualTo("7");
    }

    @Test
    void shouldTakeOneImageWithLabelAndSplit() throws Exception {
        // Given
        door.apply(Pictures.yaml("single"));

        // When
        HttpResponse<String> answer = door.postImages(
                "single", "?label=7&split=test&source=a%20b.png", "image/png", ofByteArray(Pictures.png(1)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        ImageRecord image = door.images("single", 1).get(0);
        assertThat(image.getLabel()).isEqualTo("7");
        assertThat(image.getSplitValue()).isEqualTo(3);
        assertThat(image.getSource()).isEqualTo("a b.png");
    }

    @Test
    void shouldKeepALargeImageInTheStorage() throws Exception {
        // Given
        door.apply(Pictures.yaml("large"));
        byte[] large = Arrays.copyOf(Pictures.png(1), 600_000);

        // When
        HttpResponse<String> answer = door.postImages("large", "", "application/octet-stream", ofByteArray(large));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ImageRecord image = door.images("large", 1).get(0);
        assertThat(image.getClaimCheck().getSha256()).isEqualTo(Sha256.of(large));
        assertThat(image.getClaimCheck().getSize()).isEqualTo(600_000);
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() throws Exception {
        // Given
        door.apply(Pictures.yaml("strict"));
        byte[] png = Pictures.png(1);
        byte[] cut = Arrays.copyOf(batchOf(Pictures.record(1)), 20);

        // When, Then
        problem(door.postImages("ghosts", "", "image/png", ofByteArray(png)), 404, "UNKNOWN_PIPELINE", "known: ");
        problem(
                door.postImages("No%2FName", "", "image/png", ofByteArray(png)),
                404,
                "UNKNOWN_PIPELINE",
                "is no pipeline name");
        problem(door.postImages("strict", "?label=ten", "image/png", ofByteArray(png)), 422, "UNKNOWN_LABEL", "'ten'");
        problem(
                door.postImages("strict", "?split=all", "image/png", ofByteArray(png)),
                422,
                "UNKNOWN_SPLIT",
                "train, validation, test");
        problem(
                door.postImages("strict", "", "image/png", ofByteArray("text".getBytes(UTF_8))),
                422,
                "UNDECODABLE_IMAGE",
                "PNG");
        problem(
                door.postImages("strict", "", ImageResource.BATCH, ofByteArray(cut)),
                400,
                "MALFORMED_BATCH",
                "after 0 whole records");
        problem(
                door.postImages("strict", "", "application/x-www-form-urlencoded", ofByteArray(png)),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "image/*");
        problem(
                door.postImages("strict", "", "not a type", ofByteArray(png)),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "'not a type'");
    }

    @Test
    void shouldRefuseWhatIsTooLargeInASentence() throws Exception {
        // Given
        door.apply(Pictures.yaml("bounded"));
        byte[] large = new byte[EmbeddedBroker.MAX_IMAGE_BYTES + 1];
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));

        // When, Then
        problem(
                door.postImages("bounded", "", "image/png", ofByteArray(large)),
                413,
                "TOO_LARGE",
                "larger than 1,000,000 bytes");
        problem(door.postImages("bounded", "", "image/png", chunked), 413, "TOO_LARGE", "larger than 1,000,000 bytes");
        problem(
                door.postImages("bounded", "", ImageResource.BATCH, ofByteArray(batchOf(noImages(13)))),
                413,
                "TOO_LARGE",
                "larger than 12,000,000 bytes");
    }

    @Test
    void shouldTakeTheGoodOnesOfABatch() throws Exception {
        // Given
        door.apply(Pictures.yaml("mixed"));
        ImageRecord mislabelled = Pictures.record(2).toBuilder().setLabel("ten").build();

        // When
        HttpResponse<String> answer = door.postImages(
                "mixed", "", ImageResource.BATCH, ofByteArray(batchOf(Pictures.record(1), mislabelled)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        JsonNode rejected = json(answer).get("rejected").get(0);
        assertThat(rejected.get("index").asInt()).isEqualTo(1);
        assertThat(rejected.get("source").asText()).isEqualTo("picture-2");
        assertThat(rejected.get("code").asText()).isEqualTo("UNKNOWN_LABEL");
    }

    @Test
    void shouldAskToComeAgainInAnOutageAndRecover() throws Exception {
        // Given
        door.apply(Pictures.yaml("outage"));
        door.postImages("outage", "", "image/png", ofByteArray(Pictures.png(1)));

        // When
        kafka.stop();
        HttpResponse<String> refused = door.postImages("outage", "", "image/png", ofByteArray(Pictures.png(2)));
        int unready = door.get("/q/health/ready").statusCode();
        kafka.restart();
        HttpResponse<String> taken = postUntilTaken("outage", ofByteArray(Pictures.png(2)));

        // Then
        problem(refused, 503, "KAFKA_UNAVAILABLE", "Send the same request again");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(unready).isEqualTo(503);
        assertThat(json(taken).get("accepted").asInt()
                        + json(taken).get("duplicates").asInt())
                .isEqualTo(1);
        assertThat(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("outage"), 2))
                .hasSize(2);
        assertThat(door.get("/q/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeMoreThanTheWebServerWouldByItself() throws Exception {
        // Given
        door.apply(Pictures.yaml("roomy"));

        // When
        HttpResponse<String> answer =
                door.postImages("roomy", "", ImageResource.BATCH, ofByteArray(batchOf(noImages(11))));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("rejected")).hasSize(11);
    }

    /** Records of a million bytes each that are no images. */
    private static ImageRecord[] noImages(int count) {
        ImageRecord record = ImageRecord.newBuilder()
                .setEncoded(ByteString.copyFrom(new byte[EmbeddedBroker.MAX_IMAGE_BYTES]))
                .build();
        return Collections.nCopies(count, record).toArray(ImageRecord[]::new);
    }

    private HttpResponse<String> postUntilTaken(String pipeline, BodyPublisher body) throws Exception {
        HttpResponse<String> answer = door.postImages(pipeline, "", "image/png", body);
        for (int i = 0; i < 20 && answer.statusCode() == 503; i++) {
            Thread.sleep(
                    Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()) * 1_000L);
            answer = door.postImages(pipeline, "", "image/png", body);
        }
        return answer;
    }

    private static List<DatasetImage> digits(int count) {
        try (Stream<DatasetImage> images = Datasets.open(DIGITS).images()) {
            return images.limit(count).toList();
        }
    }

    private static BodyPublisher batch(List<DatasetImage> images) throws Exception {
        ImageRecord[] records = images.stream()
                .map(image -> {
                    ImageRecord.Builder record = ImageRecord.newBuilder()
                            .setEncoded(ByteString.copyFrom(image.encoded()))
                            .setSource(image.source());
                    image.label().ifPresent(record::setLabel);
                    return record.build();
                })
                .toArray(ImageRecord[]::new);
        return ofByteArray(batchOf(records));
    }

    private static byte[] batchOf(ImageRecord... records) throws Exception {
        var body = new ByteArrayOutputStream();
        for (ImageRecord record : records) {
            record.writeDelimitedTo(body);
        }
        return body.toByteArray();
    }
}
