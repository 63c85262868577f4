package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of many events of one source and type, as {@link CloudEventHeaders} has them: what they share is encoded once, and
 * so are the times that were last seen, since events of a stream come in the order of time. Used by one thread.
 */
public final class CloudEventSeries {

    private static final int REMEMBERED = 64;

    private final Header source;
    private final Header type;
    private final Map<Long, Header> times = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Header> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Events of one kind.
     *
     * @param source who says so, such as {@code /fovea/ingestion}
     * @param type what happened, such as {@code io.fovea.image.v1.ImageRecord}
     */
    public CloudEventSeries(String source, String type) {
        this.source = CloudEventHeaders.source(source);
        this.type = CloudEventHeaders.type(type);
    }

    /**
     * Headers of an event that follows from another, in the trace of {@code cause}.
     *
     * @param id unique with the source
     * @param timeMillis when it happened, milliseconds since 1970
     */
    public Headers following(Headers cause, String id, long timeMillis) {
        return following(cause, id.getBytes(UTF_8), timeMillis);
    }

    /** The same by an id in UTF-8. */
    public Headers following(Headers cause, byte[] id, long timeMillis) {
        Header[] headers = {
            CloudEventHeaders.VERSION,
            CloudEventHeaders.id(id),
            source,
            type,
            times.computeIfAbsent(timeMillis, millis -> CloudEventHeaders.time(Instant.ofEpochMilli(millis))),
            CloudEventHeaders.CONTENT_TYPE
        };
        return CloudEventHeaders.inTraceOf(cause, new RecordHeaders(headers));
    }
}
