package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The W3C trace that a record belongs to, for where its headers cannot go along: in a store, or in a record about several.
 *
 * @param parent {@code traceparent}; empty where there is none
 * @param state {@code tracestate}; empty where there is none
 */
public record HeldTrace(String parent, String state) {

    public static final HeldTrace NONE = new HeldTrace("", "");

    private static final int LONGEST_PARENT = 128; // 55 today; later versions may be longer
    private static final int LONGEST_STATE = 512; // what W3C asks everybody to pass on

    /** The trace in these headers; none where they have none, or one that is longer than a trace can be. */
    public static HeldTrace of(Headers headers) {
        String parent = text(headers, CloudEventHeaders.TRACE_PARENT, LONGEST_PARENT);
        return parent.isEmpty()
                ? NONE
                : new HeldTrace(parent, text(headers, CloudEventHeaders.TRACE_STATE, LONGEST_STATE));
    }

    public boolean isNone() {
        return parent.isEmpty();
    }

    /** The headers that it was in. */
    public Headers headers() {
        Headers headers = new RecordHeaders();
        addTo(headers);
        return headers;
    }

    /** Adds nothing where there is none. */
    public void addTo(Headers headers) {
        if (!parent.isEmpty()) {
            headers.add(CloudEventHeaders.TRACE_PARENT, parent.getBytes(UTF_8));
        }
        if (!state.isEmpty()) {
            headers.add(CloudEventHeaders.TRACE_STATE, state.getBytes(UTF_8));
        }
    }

    private static String text(Headers headers, String key, int longest) {
        Header header = headers.lastHeader(key);
        return header == null || header.value() == null || header.value().length > longest
                ? ""
                : new String(header.value(), UTF_8);
    }
}
