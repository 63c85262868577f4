package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Kafka headers as CloudEvents 1.0 wants them in binary mode, and the trace that an event belongs to. */
public final class CloudEventHeaders {

    /** What every record of Fovea holds. */
    public static final String PROTOBUF = "application/protobuf";

    static final Header VERSION = header("ce_specversion", "1.0");
    static final Header CONTENT_TYPE = header("content-type", PROTOBUF);

    static final String TRACE_PARENT = "traceparent";
    static final String TRACE_STATE = "tracestate";

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
        return new RecordHeaders(new Header[] {VERSION, id(id), source(source), type(type), time(time), CONTENT_TYPE});
    }

    /** Headers of an event that follows from another: {@link #of}, in the trace of {@code cause}. */
    public static Headers following(Headers cause, String id, String source, String type, Instant time) {
        return inTraceOf(cause, of(id, source, type, time));
    }

    static Headers inTraceOf(Headers cause, Headers headers) {
        copy(TRACE_PARENT, cause, headers);
        copy(TRACE_STATE, cause, headers);
        return headers;
    }

    static Header id(String id) {
        return id(id.getBytes(UTF_8));
    }

    static Header id(byte[] id) {
        return new RecordHeader("ce_id", id);
    }

    static Header source(String source) {
        return header("ce_source", source);
    }

    static Header type(String type) {
        return header("ce_type", type);
    }

    static Header time(Instant time) {
        return header("ce_time", time.toString());
    }

    private static void copy(String key, Headers from, Headers to) {
        Header header = from.lastHeader(key);
        if (header != null) {
            to.add(header);
        }
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(UTF_8));
    }
}
