package io.fovea.ingestion.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/** The W3C trace of a request, which its records belong to. */
final class TraceParent {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** Adds the trace where it is one. */
    static void add(Optional<String> traceparent, Headers headers) {
        traceparent
                .filter(trace -> TRACEPARENT.matcher(trace).matches())
                .ifPresent(trace -> headers.add("traceparent", trace.getBytes(UTF_8)));
    }
}
