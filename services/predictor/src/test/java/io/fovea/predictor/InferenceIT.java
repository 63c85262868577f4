package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Open Inference Protocol over HTTP, with real networks. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class InferenceIT extends ServingStand {

    private static final String IMAGE =
            "{\"name\": \"image\", \"shape\": [1, 4, 4, 1], \"datatype\": \"UINT8\", \"data\": %s}";
    private static final String SOUND = "{\"id\": \"a1\", \"inputs\": [" + IMAGE.formatted(pixels(16)) + "]}";

    @TestHTTPResource("/v2/")
    URI server;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldAnswerInJsonAndInRawBytes() throws Exception {
        // Given
        serve("doors");
        byte[] json =
                "{\"inputs\": [{\"name\": \"image\", \"shape\": [2, 4, 4, 1], \"datatype\": \"UINT8\", \"parameters\": {\"binary_data_size\": 32}}], \"outputs\": [{\"name\": \"probabilities\", \"parameters\": {\"binary_data\": true}}]}"
                        .getBytes(UTF_8);
        byte[] body = Arrays.copyOf(json, json.length + 32);
        for (int i = 0; i < 16; i++) {
            body[json.length + i] = (byte) i;
        }

        // When
        HttpResponse<byte[]> inJson = post("models/doors/infer", BodyPublishers.ofString(SOUND));
        HttpResponse<byte[]> inBytes = http.send(
                HttpRequest.newBuilder(server.resolve("models/doors/versions/1/infer"))
                        .header("Inference-Header-Content-Length", Integer.toString(json.length))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        // Then
        assertThat(inJson.statusCode()).isEqualTo(200);
        JsonNode answer = json(inJson.body());
        assertThat(answer.path("model_name").asText()).isEqualTo("doors");
        assertThat(answer.path("model_version").asText()).isEqualTo("1");
        assertThat(answer.path("id").asText()).isEqualTo("a1");
        JsonNode output = answer.path("outputs").path(0);
        assertThat(output.path("shape")).hasToString("[1,2]");
        assertThat(output.path("data").path(0).asDouble()
                        + output.path("data").path(1).asDouble())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));

        assertThat(inBytes.statusCode()).isEqualTo(200);
        int header = Integer.parseInt(
                inBytes.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        JsonNode described =
                json(Arrays.copyOf(inBytes.body(), header)).path("outputs").path(0);
        assertThat(described.path("parameters").path("binary_data_size").asInt())
                .isEqualTo(16);
        ByteBuffer numbers = ByteBuffer.wrap(inBytes.body(), header, 16).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.getFloat())
                .isEqualTo((float) output.path("data").path(0).asDouble()); // of the same pixels
    }

    @Test
    void shouldDescribeItsModels() throws Exception {
        // Given
        serve("described");

        // When, Then
        assertThat(get("").path("extensions")).hasToString("[\"binary_tensor_data\",\"model_repository\"]");
        assertThat(get("health/live").path("live").asBoolean()).isTrue();
        assertThat(get("models/described/ready").path("ready").asBoolean()).isTrue();
        JsonNode model = get("models/described/versions/live");
        assertThat(model.path("versions")).hasToString("[\"1\"]");
        assertThat(model.path("inputs"))
                .hasToString("[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[-1,4,4,1]}]");
        assertThat(model.path("outputs"))
                .hasToString("[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,2]}]");
        assertThat(new String(post("repository/index", BodyPublishers.noBody()).body(), UTF_8))
                .contains("\"name\":\"described\"", "READY");
    }

    @Test
    void shouldUnloadAndLoad() throws Exception {
        // Given
        serve("resting");

        // When
        int unloaded = post("repository/models/resting/unload", BodyPublishers.ofString("{}"))
                .statusCode();
        HttpResponse<byte[]> refused =
                post("models/resting/infer", BodyPublishers.ofString(SOUND.replace("doors", "resting")));
        int loaded = post("repository/models/resting/load", BodyPublishers.ofString("{}"))
                .statusCode();
        HttpResponse<byte[]> answered = post("models/resting/infer", BodyPublishers.ofString(SOUND));

        // Then
        assertThat(unloaded).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(error(refused)).contains("NOT_LOADED", "unloaded");
        assertThat(loaded).isEqualTo(200);
        assertThat(answered.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models/bad/infer               | {\"inputs\": [}                                  | 400 | MALFORMED_REQUEST",
                "models/bad/infer               | {\"inputs\": []}                                 | 422 | MALFORMED_TENSOR",
                "models/bad/infer               | [1, 4, 4, 1] FP32                                | 422 | DATATYPE_MISMATCH",
                "models/bad/infer               | [1, 5, 5, 1] UINT8                               | 422 | SHAPE_MISMATCH",
                "models/bad/infer               | [2, 4, 4, 1] UINT8                               | 422 | MALFORMED_TENSOR",
                "models/bad/infer               | [-1, 4, 4, 1] UINT8                              | 422 | MALFORMED_TENSOR",
                "models/bad/infer               | [9223372036854775807, 4, 4, 1] UINT8             | 422 | MALFORMED_TENSOR",
                "models/bad/infer               | [1, 4, 4, 1] BYTES                               | 422 | MALFORMED_TENSOR",
                "models/other/infer             | {}                                               | 404 | UNKNOWN_MODEL",
                "models/bad/versions/99/infer   | {}                                               | 404 | UNKNOWN_VERSION",
                "models/..%2F..%2Fetc/infer     | {}                                               | 404 | UNKNOWN_MODEL",
                "models/%00/infer               | {}                                               | 404 | UNKNOWN_MODEL",
                "repository/models/..%2Fx/load  | {}                                               | 404 | UNKNOWN_MODEL",
            })
    void shouldRefuseInASentence(String path, String request, int status, String code) throws Exception {
        // Given
        serve("bad");
        String body = request.startsWith("[")
                ? "{\"inputs\": [{\"name\": \"image\", \"shape\": %s, \"datatype\": \"%s\", \"data\": %s}]}"
                        .formatted(
                                request.substring(0, request.indexOf(']') + 1),
                                request.substring(request.indexOf(' ', request.indexOf(']')) + 1),
                                pixels(16))
                : request;

        // When
        HttpResponse<byte[]> response = post(path, BodyPublishers.ofString(body));

        // Then
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(status);
        assertThat(error(response)).startsWith(code);
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() throws Exception {
        // Given
        serve("bad");

        // When
        HttpResponse<byte[]> response =
                post("models/bad/infer", BodyPublishers.ofByteArray(new byte[17 * 1024 * 1024]));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(error(response)).startsWith("TOO_LARGE").contains("max-request-bytes");
    }

    @Test
    void shouldHonourADeadline() throws Exception {
        // Given
        serve("bad");

        // When
        HttpResponse<byte[]> response = post(
                "models/bad/infer",
                BodyPublishers.ofString(SOUND.replace("{\"id\"", "{\"parameters\": {\"timeout\": 0}, \"id\"")));

        // Then
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(error(response)).startsWith("DEADLINE_PASSED");
    }

    private void serve(String pipeline) throws IOException, InterruptedException {
        registry.catchUp(); // another test may have served it
        if (registry.resolve(pipeline, ModelRegistry.LIVE).isEmpty()) {
            stream.apply("""
                    pipeline: %s
                    input: {kind: image, channels: 1, size: [4, 4]}
                    model: {architecture: ffnn, classes: 2}
                    """.formatted(pipeline));
            ModelVersion version = tiny.images(pipeline, 4, 1);
            tiny.promote(version);
        }
        for (int i = 0; i < 400 && !isReady(pipeline); i++) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(isReady(pipeline)).isTrue();
    }

    private boolean isReady(String pipeline) throws IOException, InterruptedException {
        return get("models/" + pipeline + "/ready").path("ready").asBoolean();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json(http.send(
                        HttpRequest.newBuilder(
                                        path.isEmpty()
                                                ? URI.create(server.toString().replaceAll("/$", ""))
                                                : server.resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    private HttpResponse<byte[]> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.resolve(path)).POST(body).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String error(HttpResponse<byte[]> response) throws IOException {
        return json(response.body()).path("error").asText();
    }

    private static JsonNode json(byte[] body) throws IOException {
        return new ObjectMapper().readTree(body);
    }

    private static String pixels(int count) {
        StringBuilder pixels = new StringBuilder("[0");
        for (int i = 1; i < count; i++) {
            pixels.append(", ").append(i);
        }
        return pixels.append(']').toString();
    }
}
