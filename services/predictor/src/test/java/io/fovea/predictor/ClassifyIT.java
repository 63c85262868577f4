package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures over HTTP, with real networks: one that crops to the middle 4 x 4 pixels and has a convolution, one without. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class ClassifyIT extends ServingStand {

    private static final byte[] MIDDLE = {7, 8, 9, 10, 13, 14, 15, 16, 19, 20, 21, 22, 25, 26, 27, 28};
    private static final String JSON = "application/json";
    private static final String PNG = "image/png";

    @TestHTTPResource("/v2/")
    URI server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        serve("looks", true);
        serve("dense", false);
    }

    @Test
    void shouldClassifyWhatThePipelinesTransformsLeaveOfAPicture() throws Exception {
        // Given
        String middle = Arrays.toString(MIDDLE); // of 0 to 35 in rows of 6

        // When
        HttpResponse<byte[]> classified = post("models/looks/classify", JSON, picture("png"));
        HttpResponse<byte[]> inferred = post(
                "models/looks/infer",
                JSON,
                ("{\"inputs\": [{\"name\": \"image\", \"shape\": [1, 4, 4, 1], \"datatype\": \"UINT8\", \"data\": "
                                + middle + "}]}")
                        .getBytes(ISO_8859_1));

        // Then
        assertThat(classified.statusCode()).as(text(classified)).isEqualTo(200);
        JsonNode answer = json(classified);
        assertThat(answer.path("model_name").asText()).isEqualTo("looks");
        assertThat(answer.path("model_version").asText())
                .isEqualTo(registry.resolve("looks", ModelRegistry.LIVE)
                        .orElseThrow()
                        .getVersion());
        assertThat(answer.path("classes")).hasSize(2);
        JsonNode expected = json(inferred).path("outputs").path(0).path("data");
        for (JsonNode found : answer.path("classes")) {
            int index = found.path("index").asInt();
            assertThat(found.path("label").asText()).isEqualTo(index == 0 ? "no" : "yes");
            assertThat(found.path("probability").asDouble())
                    .isCloseTo(expected.path(index).asDouble(), within(1e-5));
        }
        assertThat(answer.path("classes").path(0).path("probability").asDouble())
                .isGreaterThanOrEqualTo(
                        answer.path("classes").path(1).path("probability").asDouble());
    }

    @Test
    void shouldTakeAJpegAndNameAsManyClassesAsWanted() throws Exception {
        // When
        HttpResponse<byte[]> response = post("models/looks/versions/live/classify?top=1", "*/*", picture("jpeg"));

        // Then
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(json(response).path("classes")).hasSize(1);
    }

    @Test
    void shouldDrawGradCamOverThePicture() throws Exception {
        // When
        HttpResponse<byte[]> response = post("models/looks/classify", PNG, picture("png"));

        // Then
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(PNG);
        Files.write(Path.of("target/grad-cam.png"), response.body()); // to be looked at
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(response.body()));
        assertThat(sheet.getWidth()).isGreaterThan(2 * 224); // the picture, and the picture under its heat map
        assertThat(sheet.getHeight()).isGreaterThan(224);
        assertThat(hasColour(sheet)).isTrue(); // the heat: the picture is grey
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models/looks/classify             | image/png        | cut PNG    | 422 | UNDECODABLE_IMAGE",
                "models/looks/classify             | application/json | cut PNG    | 422 | UNDECODABLE_IMAGE",
                "models/looks/classify             | application/json | cut JPEG   | 422 | UNDECODABLE_IMAGE",
                "models/looks/classify             | application/json | huge PNG   | 413 | IMAGE_TOO_LARGE",
                "models/looks/classify             | image/png        | huge PNG   | 413 | IMAGE_TOO_LARGE",
                "models/looks/classify             | application/json | long body  | 413 | TOO_LARGE",
                "models/looks/classify             | application/json | GIF        | 415 | UNSUPPORTED_MEDIA_TYPE",
                "models/looks/classify             | application/json | JSON       | 415 | UNSUPPORTED_MEDIA_TYPE",
                "models/looks/classify             | application/json | nothing    | 415 | UNSUPPORTED_MEDIA_TYPE",
                "models/looks/classify             | text/html        | PNG        | 406 | NOT_ACCEPTABLE",
                "models/looks/classify?top=0       | application/json | PNG        | 400 | MALFORMED_REQUEST",
                "models/looks/classify?top=many    | application/json | PNG        | 400 | MALFORMED_REQUEST",
                "models/dense/classify             | image/png        | PNG        | 422 | NOT_EXPLAINABLE",
                "models/other/classify             | application/json | PNG        | 404 | UNKNOWN_MODEL",
                "models/..%2F..%2Fetc/classify     | image/png        | PNG        | 404 | UNKNOWN_MODEL",
                "models/looks/versions/99/classify | application/json | PNG        | 404 | UNKNOWN_VERSION",
            })
    void shouldRefuseInASentence(String path, String accept, String body, int status, String code) throws Exception {
        // When
        HttpResponse<byte[]> response = post(path, accept, body(body));

        // Then
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(json(response).path("error").asText()).startsWith(code);
    }

    private static byte[] body(String name) throws IOException {
        return switch (name) {
            case "PNG" -> picture("png");
            case "cut PNG" -> Arrays.copyOf(picture("png"), 50);
            case "cut JPEG" -> Arrays.copyOf(picture("jpeg"), 180);
            case "huge PNG" ->
                ByteBuffer.allocate(33)
                        .put("\211PNG\r\n\032\n".getBytes(ISO_8859_1))
                        .putInt(13)
                        .put("IHDR".getBytes(ISO_8859_1))
                        .putInt(100_000)
                        .putInt(100_000)
                        .array();
            case "long body" -> new byte[17 * 1024 * 1024];
            case "GIF" -> "GIF89a".getBytes(ISO_8859_1);
            case "JSON" -> "{}".getBytes(ISO_8859_1);
            default -> new byte[0];
        };
    }

    /** Grey, 6 x 6 pixels of 0 to 35. */
    private static byte[] picture(String format) throws IOException {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 36; i++) {
            image.getRaster().setSample(i % 6, i / 6, 0, i);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(image, format, encoded);
        return encoded.toByteArray();
    }

    private static boolean hasColour(BufferedImage image) {
        int aboveLegend = 224;
        int[] pixels = image.getRGB(0, 0, image.getWidth(), aboveLegend, null, 0, image.getWidth());
        return Arrays.stream(pixels).anyMatch(rgb -> Math.abs((rgb >> 16 & 0xff) - (rgb & 0xff)) > 40);
    }

    private void serve(String pipeline, boolean isConvolutional) throws IOException, InterruptedException {
        registry.catchUp(); // another test may have served it
        if (registry.resolve(pipeline, ModelRegistry.LIVE).isEmpty()) {
            stream.apply("""
                    pipeline: %s
                    input: {kind: image, channels: 1, size: [4, 4]}
                    transforms:
                      - centerCrop: [4, 4]
                    model: {architecture: ffnn, classes: 2}
                    """.formatted(pipeline));
            ModelVersion version = isConvolutional ? seeing(pipeline) : tiny.images(pipeline, 4, 1);
            tiny.promote(version);
        }
        HttpRequest ready = HttpRequest.newBuilder(server.resolve("models/" + pipeline + "/ready"))
                .build();
        int status = 0;
        for (int i = 0; i < 400 && status != 200; i++) {
            status = http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode();
            LockSupport.parkNanos(status == 200 ? 0 : 50_000_000);
        }
        assertThat(status).isEqualTo(200);
    }

    /** An untrained network may find that nothing speaks for its best class: the first that sees something. */
    private ModelVersion seeing(String name) {
        for (long seed = 1; seed <= 20; seed++) {
            ModelVersion version = new MoreModels(tiny).convolutional(name, 4, seed);
            try (SavedModel model = SavedModel.load(registry.fetch(version))) {
                HostTensor pixels = HostTensor.uint8(new long[] {1, 4, 4, 1}, MIDDLE);
                float[] map = model.explain(pixels).gradCam().orElseThrow().toFloats();
                if (IntStream.range(0, map.length).anyMatch(place -> map[place] > 1e-6)) {
                    return version;
                }
            }
        }
        throw new IllegalStateException("No network sees anything.");
    }

    private HttpResponse<byte[]> post(String path, String accept, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Accept", accept)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), 0, Math.min(response.body().length, 500), ISO_8859_1);
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
