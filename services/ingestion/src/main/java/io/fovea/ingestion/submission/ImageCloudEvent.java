package io.fovea.ingestion.submission;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One image as a CloudEvent in HTTP's binary mode: the body is the image, and each attribute is a header that begins with
 * {@code ce-}, percent-encoded (CloudEvents 1.0, HTTP protocol binding, 3.1). {@code label} and {@code split} are extensions.
 *
 * <p>Its id and time are checked and not kept: an image is known by its content.
 */
public final class ImageCloudEvent {
    private final Function<String, Optional<String>> headers;

    /** @param headers a request's header by its name */
    public ImageCloudEvent(Function<String, Optional<String>> headers) {
        this.headers = headers;
    }

    /** Whether a request means to be one: it has an attribute that every CloudEvent has. */
    public boolean isOne() {
        return Stream.of("specversion", "id", "source", "type")
                .anyMatch(name -> headers.apply("ce-" + name).isPresent());
    }

    /**
     * What the event says of its image, where {@code stated} leaves something open.
     *
     * @throws InadmissibleException when an attribute is missing or is not what CloudEvents says it is
     */
    public ImageDescription describe(ImageDescription stated) {
        String version = required("specversion");
        if (!version.equals("1.0")) {
            throw InadmissibleException.malformedEvent("specversion", version, "1.0");
        }
        required("id");
        required("type");
        String source = required("source");
        checkSource(source);
        attribute("time").ifPresent(ImageCloudEvent::checkTime);
        return new ImageDescription(
                stated.label().or(() -> attribute("label")),
                stated.split().or(() -> attribute("split")),
                stated.source().or(() -> Optional.of(source)),
                stated.mediaType());
    }

    private String required(String name) {
        return attribute(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> InadmissibleException.malformedEvent(name, "", "a value"));
    }

    private Optional<String> attribute(String name) {
        return headers.apply("ce-" + name).map(value -> decoded(name, value));
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw InadmissibleException.malformedEvent(name, value, "UTF-8, percent-encoded");
        }
    }

    private static void checkSource(String source) {
        try {
            new URI(source);
        } catch (URISyntaxException e) {
            throw InadmissibleException.malformedEvent("source", source, "a URI reference");
        }
    }

    private static void checkTime(String time) {
        try {
            OffsetDateTime.parse(time);
        } catch (DateTimeException e) {
            throw InadmissibleException.malformedEvent("time", time, "a time such as 2026-11-24T21:00:00Z");
        }
    }
}
