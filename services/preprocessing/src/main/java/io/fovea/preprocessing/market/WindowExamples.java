package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventSeries;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transforms.market.MarketWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** A window becomes a record of examples, as {@code example.proto} says. Used by one thread. */
final class WindowExamples {

    static final String SERVICE = "preprocessing";
    private static final String TYPE = "io.fovea.example.v1.Example";
    private static final int REMEMBERED = 64;

    private final WindowEncoding encoding;
    private final String topic;
    private final Tracing tracing;
    private final CloudEventSeries events;
    private final Map<Long, String> ends =
            new LinkedHashMap<>() { // windows of many instruments end at the same moments
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    WindowExamples(PipelineSpec pipeline, Tracing tracing) {
        this.encoding = new WindowEncoding(pipeline);
        this.events = new CloudEventSeries("/fovea/" + SERVICE + "/" + pipeline.name(), TYPE);
        this.topic = Topics.examples(pipeline.name());
        this.tracing = tracing;
    }

    /**
     * In the trace of the bar that completed it.
     *
     * @param timestamp when what it follows from was written
     */
    Record<byte[], byte[]> record(String instrument, MarketWindow window, Headers cause, long timestamp) {
        String id = instrument.concat(ends.computeIfAbsent(window.end(), end -> "@" + Instant.ofEpochMilli(end)));
        String event = id.concat(window.label().isPresent() ? "/labelled" : "/live");
        Headers headers = events.following(cause, event, window.asOf());
        tracing.follow(SERVICE, topic, headers, timestamp);
        return new Record<>(id.getBytes(UTF_8), encoding.bytes(id, instrument, window), timestamp, headers);
    }
}
