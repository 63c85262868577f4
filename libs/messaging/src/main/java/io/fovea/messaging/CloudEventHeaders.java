package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Kafka headers as CloudEvents 1.0 wants them in binary mode, and the trace that an event belongs to. */
public final class CloudEventHeaders {

    /** What every record of Fovea holds. */
    public static final String PROTOBUF = "application/protobuf";

    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";

    private CloudEventHeaders() {}

    /**
     * Headers of a new event.
     *
     * @param id unique with {@code source}
     * @param source who says so, such as {@code /fovea/ingestion}
     * @param type what happened, such as {@code io.fovea.image.v1.ImageRecord}
     * @param time when it happened
     */
    public static Headers of(String id, String source, String type, Instant time) {
        return of(id, source, type, time.toString());
    }

    private static Headers of(String id, String source, String type, String time) {
        return new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(id))
                .add("ce_source", bytes(source))
                .add("ce_type", bytes(type))
                .add("ce_time", bytes(time))
                .add("content-type", bytes(PROTOBUF));
    }

    /** Headers of an event that follows from another: {@link #of}, in the trace of {@code cause}. */
    public static Headers following(Headers cause, String id, String source, String type, Instant time) {
        return following(cause, id, source, type, time.toString());
    }

    /** As {@link #following(Headers, String, String, String, Instant)}, with the time as ISO 8601 has it. */
    public static Headers following(Headers cause, String id, String source, String type, String time) {
        Headers headers = of(id, source, type, time);
        copy(TRACE_PARENT, cause, headers);
        copy(TRACE_STATE, cause, headers);
        return headers;
    }

    private static void copy(String key, Headers from, Headers to) {
        Header header = from.lastHeader(key);
        if (header != null) {
            to.add(header);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
