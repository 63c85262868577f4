package io.fovea.ingestion;

import static io.fovea.ingestion.IngestionDoor.problem;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.Sha256;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** CloudEvents in binary mode: attributes in headers, the image as the body. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class ImageEventIT extends IngestionStand {
    @Test
    void shouldTakeACloudEventInBinaryMode() throws Exception {
        // Given
        door.apply(Pictures.yaml("events"));
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
        HttpResponse<String> answer = event("events", ofByteArray(Pictures.png(1)), attributes);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ImageRecord image = door.images("events", 1).get(0);
        assertThat(image.getSource()).isEqualTo("/cameras/s\u00fcd");
        assertThat(image.getLabel()).isEqualTo("7");
        assertThat(image.getMediaType()).isEqualTo("image/png");
        assertThat(image.getId()).isEqualTo(Sha256.of(Pictures.png(1)));
    }

    @Test
    void shouldSayWhatIsWrongWithACloudEvent() throws Exception {
        // Given
        door.apply(Pictures.yaml("strict"));
        String[] whole = {"ce-specversion", "1.0", "ce-id", "42", "ce-type", "photo", "ce-source", "/cameras"};
        String[] noId = {"ce-specversion", "1.0", "ce-type", "photo", "ce-source", "/cameras"};
        BodyPublisher png = ofByteArray(Pictures.png(1));
        BodyPublisher text = ofByteArray("text".getBytes(UTF_8));
        BodyPublisher large = ofByteArray(new byte[EmbeddedBroker.MAX_IMAGE_BYTES + 1]);

        // When, Then
        problem(event("strict", png, noId), 422, "MALFORMED_EVENT", "attribute id (header ce-id) is missing");
        problem(event("strict", text, whole), 422, "UNDECODABLE_IMAGE", "PNG");
        problem(event("strict", large, whole), 413, "TOO_LARGE", "1,000,000 bytes");
        problem(
                event("strict", ofByteArray(Pictures.wide()), whole),
                413,
                "IMAGE_TOO_LARGE",
                "where 25,000,000 are allowed");
    }

    private HttpResponse<String> event(String pipeline, BodyPublisher body, String... headers) throws Exception {
        return door.post("/ingestion/pipelines/" + pipeline + "/images", "image/png", body, headers);
    }
}
