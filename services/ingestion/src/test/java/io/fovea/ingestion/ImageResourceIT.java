package io.fovea.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.testing.CommittedRecords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Real digits over HTTP into a real broker. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class ImageResourceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIGITS = Path.of("..", "..", "examples", "digits");

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI app;

    EmbeddedKafka kafka;

    @Test
    void shouldPublishRealDigitsOnce() throws Exception {
        // Given
        apply("digits");
        List<DatasetImage> digits = digits(300);

        // When
        HttpResponse<String> first = post("digits", "", ImageResource.BATCH, batch(digits));
        HttpResponse<String> again = post("digits", "", ImageResource.BATCH, batch(digits));

        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first)).isEqualTo(JSON.readTree("{\"accepted\":300,\"duplicates\":0,\"rejected\":[]}"));
        assertThat(json(again)).isEqualTo(JSON.readTree("{\"accepted\":0,\"duplicates\":300,\"rejected\":[]}"));
        List<ConsumerRecord<byte[], byte[]>> records =
                CommittedRecords.read(kafka.bootstrapServers(), Topics.images("digits"), 300);
        assertThat(records).hasSize(300);
        assertThat(records)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        digits.stream().map(digit -> sha256(digit.encoded())).toList());
        ImageRecord image = ImageRecord.parseFrom(records.get(0).value());
        assertThat(sha256(image.getEncoded().toByteArray())).isEqualTo(image.getId());
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
        apply("scans", Pictures.yaml("scans").replace("size:", "folder: {path: scans, labelFromFolder: true}, size:"));

        // When
        Files.createDirectories(folder.resolve("7"));
        Files.write(folder.resolve("7").resolve("a.png"), Pictures.png(1));

        // Then
        assertThat(ImageRecord.parseFrom(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("scans"), 1)
                                .get(0)
                                .value())
                        .getLabel())
                .isEqualTo("7");
    }

    @Test
    void shouldTakeOneImageWithLabelAndSplit() throws Exception {
        // Given
        apply("single");

        // When
        HttpResponse<String> answer =
                post("single", "?label=7&split=test&source=a%20b.png", "image/png", of(Pictures.png(1)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        ImageRecord image =
                ImageRecord.parseFrom(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("single"), 1)
                        .get(0)
                        .value());
        assertThat(image.getLabel()).isEqualTo("7");
        assertThat(image.getSplitValue()).isEqualTo(3);
        assertThat(image.getSource()).isEqualTo("a b.png");
    }

    @Test
    void shouldKeepALargeImageInTheStorage() throws Exception {
        // Given
        apply("large");
        byte[] large = Arrays.copyOf(Pictures.png(1), 600_000);

        // When
        HttpResponse<String> answer = post("large", "", "application/octet-stream", of(large));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ImageRecord image =
                ImageRecord.parseFrom(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("large"), 1)
                        .get(0)
                        .value());
        assertThat(image.getClaimCheck().getSha256()).isEqualTo(sha256(large));
        assertThat(image.getClaimCheck().getSize()).isEqualTo(600_000);
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() throws Exception {
        // Given
        apply("strict");
        byte[] png = Pictures.png(1);
        byte[] cut = Arrays.copyOf(batchOf(Pictures.record(1)), 20);

        // When, Then
        problem(post("ghosts", "", "image/png", of(png)), 404, "UNKNOWN_PIPELINE", "known: ");
        problem(post("No%2FName", "", "image/png", of(png)), 404, "UNKNOWN_PIPELINE", "is no pipeline name");
        problem(post("strict", "?label=ten", "image/png", of(png)), 422, "UNKNOWN_LABEL", "'ten'");
        problem(post("strict", "?split=all", "image/png", of(png)), 422, "UNKNOWN_SPLIT", "train, validation, test");
        problem(post("strict", "", "image/png", of("text".getBytes(UTF_8))), 422, "UNDECODABLE_IMAGE", "PNG");
        problem(post("strict", "", ImageResource.BATCH, of(cut)), 400, "MALFORMED_BATCH", "after 0 whole records");
        problem(
                post("strict", "", "application/x-www-form-urlencoded", of(png)),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "image/*");
        problem(post("strict", "", "not a type", of(png)), 415, "UNSUPPORTED_MEDIA_TYPE", "'not a type'");
    }

    @Test
    void shouldSayThatAFormIsBrokenOff() throws Exception {
        // Given
        apply("strict");
        String type = new Multipart().type();
        String boundary = type.substring(type.indexOf('=') + 1);
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"";
        String part = head + "\r\nContent-Type: image/png\r\n\r\nabc";

        // When, Then
        for (String cut : List.of("", "no form", "--" + boundary, head, part, part + "\r\n--" + boundary)) {
            problem(post("strict", "", type, BodyPublishers.ofString(cut)), 400, "MALFORMED_BODY", "to its end");
        }
        String nameless = "--" + boundary + "\r\nContent\r\n\r\nabc\r\n--" + boundary + "--\r\n";
        problem(post("strict", "", type, BodyPublishers.ofString(nameless)), 400, "MALFORMED_FORM", "without a name");
    }

    @Test
    void shouldRefuseWhatIsTooLargeInASentence() throws Exception {
        // Given
        apply("bounded");
        byte[] large = new byte[EmbeddedBroker.MAX_IMAGE_BYTES + 1];
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));

        // When, Then
        problem(post("bounded", "", "image/png", of(large)), 413, "TOO_LARGE", "larger than 1,000,000 bytes");
        problem(post("bounded", "", "image/png", chunked), 413, "TOO_LARGE", "larger than 1,000,000 bytes");
        problem(
                post("bounded", "", ImageResource.BATCH, of(batchOf(noImages(13)))),
                413,
                "TOO_LARGE",
                "larger than 12,000,000 bytes");
    }

    @Test
    void shouldTakeTheGoodOnesOfABatch() throws Exception {
        // Given
        apply("mixed");
        ImageRecord mislabelled = Pictures.record(2).toBuilder().setLabel("ten").build();

        // When
        HttpResponse<String> answer =
                post("mixed", "", ImageResource.BATCH, of(batchOf(Pictures.record(1), mislabelled)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        JsonNode rejected = json(answer).get("rejected").get(0);
        assertThat(rejected.get("index").asInt()).isEqualTo(1);
        assertThat(rejected.get("source").asText()).isEqualTo("picture-2");
        assertThat(rejected.get("code").asText()).isEqualTo("UNKNOWN_LABEL");
    }

    @Test
    void shouldTakeTheFilesOfAForm() throws Exception {
        // Given
        apply("form");
        Multipart form = new Multipart()
                .field("label", "7")
                .field("split", "test")
                .file("image", "a b.png", Pictures.png(1))
                .file("image", "c.txt", "text".getBytes(UTF_8))
                .file("other", "../d.png", Pictures.png(2));

        // When
        HttpResponse<String> answer = form("form", form);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).get("rejected")).hasSize(1);
        JsonNode rejected = json(answer).get("rejected").get(0);
        assertThat(rejected.get("index").asInt()).isEqualTo(1);
        assertThat(rejected.get("source").asText()).isEqualTo("c.txt");
        assertThat(rejected.get("code").asText()).isEqualTo("UNDECODABLE_IMAGE");
        List<ImageRecord> images = published("form", 2);
        assertThat(images).extracting(ImageRecord::getLabel).containsOnly("7");
        assertThat(images).extracting(ImageRecord::getSplitValue).containsOnly(3);
        assertThat(images).extracting(ImageRecord::getSource).containsExactlyInAnyOrder("a b.png", "../d.png");
        assertThat(images)
                .extracting(image -> sha256(image.getEncoded().toByteArray()))
                .containsExactlyInAnyOrder(sha256(Pictures.png(1)), sha256(Pictures.png(2)));
    }

    @Test
    void shouldSayWhatIsWrongWithAForm() throws Exception {
        // Given
        apply("strict");
        byte[] text = "text".getBytes(UTF_8);
        byte[] png = Pictures.png(1);
        byte[] large = Arrays.copyOf(png, EmbeddedBroker.MAX_IMAGE_BYTES + 1);
        Multipart many = new Multipart();
        for (int i = 0; i < 12; i++) {
            many.file("image", i + ".png", large);
        }

        // When, Then
        problem(form("strict", new Multipart().file("a", "a.png", large)), 413, "TOO_LARGE", "1,000,000 bytes");
        problem(form("strict", new Multipart().file("a", "a.png", wide())), 413, "IMAGE_TOO_LARGE", "2,000,000,000");
        problem(form("strict", new Multipart().file("a", "a.png", text)), 422, "UNDECODABLE_IMAGE", "do not begin");
        problem(form("strict", new Multipart().field("label", "7")), 422, "NO_IMAGE", "no file");
        problem(form("strict", new Multipart().field("lable", "7")), 422, "UNKNOWN_FIELD", "lable");
        problem(
                form("strict", new Multipart().field("split", "all").file("a", "a.png", png)),
                422,
                "UNKNOWN_SPLIT",
                "all");
        problem(form("strict", many), 413, "TOO_LARGE", "larger than 12,000,000 bytes");
    }

    @Test
    void shouldTakeTheGoodOnesOfAForm() throws Exception {
        // Given
        apply("mixed-form");
        byte[] large = Arrays.copyOf(Pictures.png(1), EmbeddedBroker.MAX_IMAGE_BYTES + 1);

        // When
        HttpResponse<String> answer =
                form("mixed-form", new Multipart().file("a", "a.png", large).file("a", "b.png", Pictures.png(2)));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        assertThat(json(answer).get("rejected").get(0).get("code").asText()).isEqualTo("IMAGE_TOO_LARGE");
        assertThat(json(answer).get("rejected").get(0).get("source").asText()).isEqualTo("a.png");
    }

    @Test
    void shouldTakeACloudEventInBinaryMode() throws Exception {
        // Given
        apply("events");
        String[] attributes = {
            "ce-specversion",
            "1.0",
            "ce-id",
            "42",
            "ce-type",
            "org.example.photo",
            "ce-source",
            "/cameras/s%C3%BCd",
            "ce-time",
            "2026-11-24T21:00:00Z",
            "ce-label",
            "7"
        };

        // When
        HttpResponse<String> answer = event("events", of(Pictures.png(1)), attributes);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ImageRecord image = published("events", 1).get(0);
        assertThat(image.getSource()).isEqualTo("/cameras/s\u00fcd");
        assertThat(image.getLabel()).isEqualTo("7");
        assertThat(image.getMediaType()).isEqualTo("image/png");
        assertThat(image.getId()).isEqualTo(sha256(Pictures.png(1)));
    }

    @Test
    void shouldSayWhatIsWrongWithACloudEvent() throws Exception {
        // Given
        apply("strict");
        String[] whole = {"ce-specversion", "1.0", "ce-id", "42", "ce-type", "photo", "ce-source", "/cameras"};
        String[] noId = {"ce-specversion", "1.0", "ce-type", "photo", "ce-source", "/cameras"};
        BodyPublisher png = of(Pictures.png(1));
        BodyPublisher text = of("text".getBytes(UTF_8));
        BodyPublisher large = of(new byte[EmbeddedBroker.MAX_IMAGE_BYTES + 1]);

        // When, Then
        problem(event("strict", png, noId), 422, "MALFORMED_EVENT", "attribute id (header ce-id) is missing");
        problem(event("strict", text, whole), 422, "UNDECODABLE_IMAGE", "PNG");
        problem(event("strict", large, whole), 413, "TOO_LARGE", "1,000,000 bytes");
        problem(event("strict", of(wide()), whole), 413, "IMAGE_TOO_LARGE", "where 25,000,000 are allowed");
    }

    @Test
    void shouldAskToComeAgainInAnOutageAndRecover() throws Exception {
        // Given
        apply("outage");
        post("outage", "", "image/png", of(Pictures.png(1)));

        // When
        kafka.stop();
        HttpResponse<String> refused = post("outage", "", "image/png", of(Pictures.png(2)));
        int unready = get("/q/health/ready").statusCode();
        kafka.restart();
        HttpResponse<String> taken = postUntilTaken("outage", of(Pictures.png(2)));

        // Then
        problem(refused, 503, "KAFKA_UNAVAILABLE", "Send the same request again");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(unready).isEqualTo(503);
        assertThat(json(taken).get("accepted").asInt()
                        + json(taken).get("duplicates").asInt())
                .isEqualTo(1);
        assertThat(CommittedRecords.read(kafka.bootstrapServers(), Topics.images("outage"), 2))
                .hasSize(2);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeMoreThanTheWebServerWouldByItself() throws Exception {
        // Given
        apply("roomy");

        // When
        HttpResponse<String> answer = post("roomy", "", ImageResource.BATCH, of(batchOf(noImages(11))));

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
        HttpResponse<String> answer = post(pipeline, "", "image/png", body);
        for (int i = 0; i < 20 && answer.statusCode() == 503; i++) {
            Thread.sleep(
                    Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()) * 1_000L);
            answer = post(pipeline, "", "image/png", body);
        }
        return answer;
    }

    /** A PNG whose header says that it is 50,000 pixels wide and 40,000 high. */
    private static byte[] wide() {
        byte[] png = Pictures.png(1);
        ByteBuffer.wrap(png).putInt(16, 50_000).putInt(20, 40_000);
        return png;
    }

    private List<ImageRecord> published(String pipeline, int count) throws Exception {
        List<ImageRecord> images = new ArrayList<>();
        for (var record : CommittedRecords.read(kafka.bootstrapServers(), Topics.images(pipeline), count)) {
            images.add(ImageRecord.parseFrom(record.value()));
        }
        return images;
    }

    private HttpResponse<String> form(String pipeline, Multipart form) throws Exception {
        return post(pipeline, "", form.type(), form.body());
    }

    private HttpResponse<String> event(String pipeline, BodyPublisher body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(app.resolve("/ingestion/pipelines/" + pipeline + "/images"))
                .headers(headers)
                .header("Content-Type", "image/png")
                .POST(body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void problem(HttpResponse<String> answer, int status, String code, String part) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
        assertThat(json(answer).get("explanation").asText()).contains(part);
    }

    private HttpResponse<String> post(String pipeline, String query, String type, BodyPublisher body) throws Exception {
        URI uri = app.resolve("/ingestion/pipelines/" + pipeline + "/images" + query);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(app.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void apply(String pipeline) {
        apply(pipeline, Pictures.yaml(pipeline));
    }

    private void apply(String pipeline, String file) {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.of(properties);
                ControlProducer control = ControlProducer.of(properties)) {
            admin.ensureControlTopics();
            control.send(
                    Topics.PIPELINES,
                    pipeline,
                    Pipeline.newBuilder().setName(pipeline).setFile(file).build());
        }
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
        return of(batchOf(records));
    }

    private static byte[] batchOf(ImageRecord... records) throws Exception {
        var body = new ByteArrayOutputStream();
        for (ImageRecord record : records) {
            record.writeDelimitedTo(body);
        }
        return body.toByteArray();
    }

    private static BodyPublisher of(byte[] body) {
        return BodyPublishers.ofByteArray(body);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
