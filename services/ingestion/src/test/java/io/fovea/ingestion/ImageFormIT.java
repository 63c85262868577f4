package io.fovea.ingestion;

import static io.fovea.ingestion.IngestionDoor.json;
import static io.fovea.ingestion.IngestionDoor.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.Sha256;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of forms: RFC 7578. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class ImageFormIT extends IngestionStand {
    @Test
    void shouldSayThatAFormIsBrokenOff() throws Exception {
        // Given
        door.apply(Pictures.yaml("strict"));
        String type = new Multipart().type();
        String boundary = type.substring(type.indexOf('=') + 1);
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"";
        String part = head + "\r\nContent-Type: image/png\r\n\r\nabc";

        // When, Then
        for (String cut : List.of("", "no form", "--" + boundary, head, part, part + "\r\n--" + boundary)) {
            problem(
                    door.postImages("strict", "", type, BodyPublishers.ofString(cut)),
                    400,
                    "MALFORMED_BODY",
                    "to its end");
        }
        String nameless = "--" + boundary + "\r\nContent\r\n\r\nabc\r\n--" + boundary + "--\r\n";
        problem(
                door.postImages("strict", "", type, BodyPublishers.ofString(nameless)),
                400,
                "MALFORMED_FORM",
                "without a name");
    }

    @Test
    void shouldTakeTheFilesOfAForm() throws Exception {
        // Given
        door.apply(Pictures.yaml("form"));
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
        List<ImageRecord> images = door.images("form", 2);
        assertThat(images).extracting(ImageRecord::getLabel).containsOnly("7");
        assertThat(images).extracting(ImageRecord::getSplitValue).containsOnly(3);
        assertThat(images).extracting(ImageRecord::getSource).containsExactlyInAnyOrder("a b.png", "../d.png");
        assertThat(images)
                .extracting(image -> Sha256.of(image.getEncoded().toByteArray()))
                .containsExactlyInAnyOrder(Sha256.of(Pictures.png(1)), Sha256.of(Pictures.png(2)));
    }

    @Test
    void shouldSayWhatIsWrongWithAForm() throws Exception {
        // Given
        door.apply(Pictures.yaml("strict"));
        byte[] text = "text".getBytes(UTF_8);
        byte[] png = Pictures.png(1);
        byte[] large = Arrays.copyOf(png, EmbeddedBroker.MAX_IMAGE_BYTES + 1);
        Multipart many = new Multipart();
        for (int i = 0; i < 12; i++) {
            many.file("image", i + ".png", large);
        }

        // When, Then
        problem(form("strict", new Multipart().file("a", "a.png", large)), 413, "TOO_LARGE", "1,000,000 bytes");
        problem(
                form("strict", new Multipart().file("a", "a.png", Pictures.wide())),
                413,
                "IMAGE_TOO_LARGE",
                "2,000,000,000");
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
        door.apply(Pictures.yaml("mixed-form"));
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

    private HttpResponse<String> form(String pipeline, Multipart form) throws Exception {
        return door.postImages(pipeline, "", form.type(), form.body());
    }
}
