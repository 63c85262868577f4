package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.WindowSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
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

    private final PipelineSpec pipeline;
    private final LabelSpec label;
    private final String definition;
    private final long[] shape;
    private final String source;
    private final Map<Long, String> written =
            new LinkedHashMap<>() { // bars of many instruments end at the same moments
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    WindowExamples(PipelineSpec pipeline) {
        this.pipeline = pipeline;
        this.label = pipeline.market().orElseThrow().label();
        this.definition = pipeline.market().orElseThrow().definition();
        WindowSpec windows = pipeline.market().orElseThrow().windows();
        this.shape = new long[] {windows.rows(), windows.channels().size()};
        this.source = "/fovea/preprocessing/" + pipeline.name();
    }

    /** In the trace of the headers of the record that completed it. */
    Record<byte[], byte[]> record(String instrument, MarketWindow window, Headers cause, long timestamp) {
        Example example = example(instrument, window);
        String event = example.getId() + (window.label().isPresent() ? "/labelled" : "/live");
        Headers headers =
                CloudEventHeaders.following(cause, event, source, TYPE, written(example.getEventTimeMillis()));
        return new Record<>(example.getId().getBytes(UTF_8), example.toByteArray(), timestamp, headers);
    }

    Example example(String instrument, MarketWindow window) {
        BarWindow.Builder about = BarWindow.newBuilder()
                .setInstrument(instrument)
                .setDefinition(definition)
                .setStartMillis(window.start())
                .setPeriodEndMillis(window.end())
                .setAsOfMillis(window.asOf());
        if (window.dollarVolume() > 0) {
            about.setDollarVolume(window.dollarVolume());
        }
        Example.Builder example = Example.newBuilder()
                .setId(instrument + "@" + written(window.end()))
                .addInputs(TensorCodec.float32("window", shape, window.values()))
                .setPipelineVersion(pipeline.version())
                .setEventTimeMillis(window.asOf());
        window.label().ifPresent(after -> {
            about.setLabelEndMillis(after.end()).setLabelAsOfMillis(after.asOf());
            addLabels(example, after.value());
        });
        return example.setWindow(about).build();
    }

    /** As ISO 8601 has it. */
    private String written(long moment) {
        return written.computeIfAbsent(
                moment, millis -> Instant.ofEpochMilli(millis).toString());
    }

    private void addLabels(Example.Builder example, double value) {
        float[] scalar = {(float) value};
        example.addLabels(
                switch (label.kind()) {
                    case DIRECTION -> TensorCodec.int64("label", value > 0 ? 1 : 0);
                    case RETURN -> TensorCodec.float32("label", new long[0], scalar);
                });
        example.addLabels(TensorCodec.float32("return", new long[0], scalar));
    }
}
