package io.fovea.predictor;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.tensorcodec.TensorCodec;

/** What preprocessing would send of a market's days. */
abstract class MarketStand extends ServingStand {

    static final int LAGS = 4;
    static final long DAY = 86_400_000L;

    String apply(String pipeline) {
        return apply(pipeline, "");
    }

    /** The definition of its windows. */
    String apply(String pipeline, String serve) {
        String yaml = """
                pipeline: %s
                input: {kind: bars, period: day, rules: {idle: 2s}}
                windows: {lags: %d}
                label: {horizon: 1, kind: direction}
                signals: {quantiles: 5}
                model: {architecture: monthlyreturns}
                %s
                """.formatted(pipeline, LAGS, serve);
        stream.apply(yaml);
        return PipelineSpec.parse(yaml).market().orElseThrow().definition();
    }

    static Example example(String definition, String instrument, int day, float[] window) {
        return Example.newBuilder()
                .setId(instrument + "@" + day)
                .addInputs(TensorCodec.float32("window", new long[] {window.length, 1}, window))
                .setEventTimeMillis(day * DAY)
                .setWindow(BarWindow.newBuilder()
                        .setInstrument(instrument)
                        .setPeriodEndMillis(day * DAY)
                        .setAsOfMillis(day * DAY)
                        .setDefinition(definition))
                .build();
    }

    void send(String pipeline, Example example) {
        stream.send(Topics.examples(pipeline), example.getId(), example.toByteArray());
    }

    void close(String pipeline, String definition, int day, int windows) {
        PeriodClosed closed = PeriodClosed.newBuilder()
                .setPeriodEndMillis(day * DAY)
                .setWindows(windows)
                .setDefinition(definition)
                .build();
        stream.send(Topics.periods(pipeline), Long.toString(day * DAY), closed.toByteArray());
    }
}
