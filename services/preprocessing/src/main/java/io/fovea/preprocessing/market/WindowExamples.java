package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventSeries;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transforms.market.MarketWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** A window becomes a record of examples, as {@code example.proto} says. Used by one thread. */
final class WindowExamples {

    private static final String TYPE = "io.fovea.example.v1.Example";
    private static final int REMEMBERED = 64;

    private final WindowEncoding encoding;
    private final CloudEventSeries events;
    private final Map<Long, String> ends =
            new LinkedHashMap<>() { // windows of many instruments end at the same moments
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    WindowExamples(PipelineSpec pipeline) {
        this.encoding = new WindowEncoding(pipeline);
        this.events = new CloudEventSeries("/fovea/preprocessing/" + pipeline.name(), TYPE);
    }

    /** In the trace of the headers of the record that completed it. */
    Record<byte[], byte[]> record(String instrument, MarketWindow window, Headers cause, long timestamp) {
        String id = instrument.concat(ends.computeIfAbsent(window.end(), end -> "@" + Instant.ofEpochMilli(end)));
        String event = id.concat(window.label().isPresent() ? "/labelled" : "/live");
        return new Record<>(
                id.getBytes(UTF_8),
                encoding.bytes(id, instrument, window),
                timestamp,
                events.following(cause, event, window.asOf()));
    }
}
