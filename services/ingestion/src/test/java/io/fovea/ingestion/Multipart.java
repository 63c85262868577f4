package io.fovea.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** A form as a browser or curl sends it: RFC 7578. */
final class Multipart {
    private static final String BOUNDARY = "----fovea-boundary";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Multipart field(String name, String value) {
        return part("form-data; name=\"%s\"".formatted(name), value.getBytes(UTF_8));
    }

    Multipart file(String name, String fileName, byte[] content) {
        return part(
                "form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream"
                        .formatted(name, fileName),
                content);
    }

    String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    BodyPublisher body() {
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(body.toByteArray()), BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
    }

    private Multipart part(String disposition, byte[] content) {
        String head = "--%s\r\nContent-Disposition: %s\r\n\r\n".formatted(BOUNDARY, disposition);
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }
}
