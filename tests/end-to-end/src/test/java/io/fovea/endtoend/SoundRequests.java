package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import io.fovea.proto.openinference.ModelMetadataRequest;
import io.fovea.proto.openinference.RepositoryModelLoadRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What each door takes.
 *
 * @param pipeline on images of 28 by 28
 * @param image one of them, as a PNG
 */
record SoundRequests(String pipeline, byte[] image) {

    private static final byte[] PIXELS = new byte[28 * 28];

    List<Door> overHttp() {
        String models = "/v2/models/" + pipeline;
        String ingestion = "/ingestion/pipelines/" + pipeline;
        Map<String, String> asJson = Map.of("Content-Type", "application/json");
        byte[] none = new byte[0];
        return List.of(
                new Door(models + "/infer", asJson, json()),
                new Door(models + "/versions/1/infer", asJson, json()),
                new Door(models + "/infer", binaryHeaders(), binaryRequest()),
                new Door(models + "/classify", Map.of("Content-Type", "image/png"), image),
                new Door(models + "/classify?top=2", Map.of("Accept", "image/png"), image),
                new Door(models + "/versions/live/classify", Map.of(), image),
                new Door("/v2/repository/index", asJson, none),
                new Door("/v2/repository/models/" + pipeline + "/load", asJson, none),
                new Door(ingestion + "/images", Map.of("Content-Type", "image/png"), image),
                new Door(
                        ingestion + "/images",
                        Map.of("Content-Type", "application/vnd.fovea.images+protobuf"),
                        batch()),
                new Door(ingestion + "/images", Map.of("Content-Type", "multipart/form-data; boundary=b"), form()),
                new Door(ingestion + "/images", cloudEvent(), image),
                new Door(ingestion + "/labels", asJson, "{\"id\": \"a\", \"label\": \"1\"}".getBytes(UTF_8)),
                new Door(ingestion + "/bars", asJson, "[{\"instrument\": \"A\"}]".getBytes(UTF_8)));
    }

    /** Those that some door looks at. */
    List<String> headers() {
        return List.of(
                "Content-Type",
                "Accept",
                "Inference-Header-Content-Length",
                "traceparent",
                "ce-id",
                "ce-source",
                "ce-type",
                "ce-time",
                "Content-Encoding",
                "Transfer-Encoding",
                "Expect",
                "X-Label",
                "Content-Disposition");
    }

    List<Door> overGrpc() {
        byte[] raw = inferRequest()
                .addRawInputContents(ByteString.copyFrom(PIXELS))
                .build()
                .toByteArray();
        byte[] name =
                ModelMetadataRequest.newBuilder().setName(pipeline).build().toByteArray();
        byte[] load = RepositoryModelLoadRequest.newBuilder()
                .setModelName(pipeline)
                .build()
                .toByteArray();
        return List.of(
                new Door("ModelInfer", Map.of(), raw),
                new Door("ModelInfer", Map.of(), inferRequest().build().toByteArray()),
                new Door("ModelMetadata", Map.of(), name),
                new Door("ModelReady", Map.of(), name),
                new Door("RepositoryIndex", Map.of(), name),
                new Door("RepositoryModelLoad", Map.of(), load),
                new Door("ServerMetadata", Map.of(), name));
    }

    static byte[] json() {
        return """
                {"id": "a", "inputs": [{"name": "image", "shape": [1, 28, 28, 1], "datatype": "UINT8", "data": [%s]}]}""".formatted("0, ".repeat(783) + "0").getBytes(UTF_8);
    }

    private static byte[] binaryJson() {
        return """
                {"inputs": [{"name": "image", "shape": [1, 28, 28, 1], "datatype": "UINT8", "parameters": {"binary_data_size": 784}}]}""".getBytes(UTF_8);
    }

    private static Map<String, String> binaryHeaders() {
        return Map.of("Inference-Header-Content-Length", Integer.toString(binaryJson().length));
    }

    private static byte[] binaryRequest() {
        byte[] json = binaryJson();
        return Arrays.copyOf(json, json.length + PIXELS.length);
    }

    private static Map<String, String> cloudEvent() {
        return Map.of(
                "Content-Type",
                "image/png",
                "ce-specversion",
                "1.0",
                "ce-id",
                "1",
                "ce-source",
                "/here",
                "ce-type",
                "image");
    }

    private byte[] batch() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageRecord.newBuilder()
                    .setEncoded(ByteString.copyFrom(image))
                    .setLabel("1")
                    .setSource("../../../etc/passwd")
                    .build()
                    .writeDelimitedTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] form() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../../x.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(UTF_8));
        bytes.writeBytes(image);
        bytes.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private ModelInferRequest.Builder inferRequest() {
        return ModelInferRequest.newBuilder()
                .setModelName(pipeline)
                .addInputs(InferInputTensor.newBuilder()
                        .setName("image")
                        .setDatatype("UINT8")
                        .addAllShape(List.of(1L, 28L, 28L, 1L)));
    }
}
