package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.testing.CommittedRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who calls the service under test: applies pipelines without their topics, posts, and reads what was published.
 *
 * @param app where it answers
 */
record IngestionDoor(URI app, String bootstrapServers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    void apply(String yaml) {
        PipelineSpec pipeline = PipelineSpec.parse(yaml);
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (TopicAdmin admin = TopicAdmin.of(client);
                ControlProducer control = ControlProducer.of(client)) {
            admin.ensureControlTopics();
            control.send(
                    Topics.PIPELINES,
                    pipeline.name(),
                    Pipeline.newBuilder().setName(pipeline.name()).setFile(yaml).build());
        }
    }

    /** @param query with its question mark, or empty */
    HttpResponse<String> postImages(String pipeline, String query, String type, BodyPublisher body) throws Exception {
        return post("/ingestion/pipelines/" + pipeline + "/images" + query, type, body);
    }

    /** @param headers names and values in turn, beside the type */
    HttpResponse<String> post(String path, String type, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(app.resolve(path))
                .header("Content-Type", type)
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(app.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What is committed to the pipeline's images. */
    List<ImageRecord> images(String pipeline, int count) throws IOException {
        List<ImageRecord> images = new ArrayList<>();
        for (var record : CommittedRecords.read(bootstrapServers, Topics.images(pipeline), count)) {
            images.add(ImageRecord.parseFrom(record.value()));
        }
        return images;
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** Expects this status, this code, and an explanation with this part in it. */
    static void problem(HttpResponse<String> answer, int status, String code, String part) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
        assertThat(json(answer).get("explanation").asText()).contains(part);
    }
}
