package io.fovea.cli.market;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.PredictionFeed;
import io.fovea.cli.client.StreamWait;
import io.fovea.cli.client.TopicReader;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The signals of a pipeline whose model is live: how many there are, and those of the newest period. */
final class Signals {
    private final Connection connection;
    private final ControlClient control;
    private final PipelineSpec pipeline;
    private final List<Prediction> newest = new ArrayList<>();
    private long newestEnd = Long.MIN_VALUE;
    private long count;
    private long inSample;

    Signals(Connection connection, ControlClient control, PipelineSpec pipeline) {
        this.connection = connection;
        this.control = control;
        this.pipeline = pipeline;
    }

    /** Returns when every window has its signal. */
    Signals await(Progress progress) {
        try (Step step = progress.step("signals");
                var feed = new PredictionFeed(connection, pipeline.name(), TopicReader.From.NOW)) {
            feed.rewind();
            new StreamWait(connection, control, pipeline).untilSignalled(open -> {
                feed.next().forEach(this::add);
                step.show(Figures.count(count, "signal")
                        + (open == 0 ? "" : ", " + Figures.count(open, "period") + " still open"));
            });
            feed.rest().forEach(this::add);
            newest.sort(Comparator.<Prediction>comparingDouble(
                            one -> -one.getSignal().getScore())
                    .thenComparing(one -> one.getSignal().getInstrument()));
            step.done(Figures.count(count, "signal") + Figures.rate(count, "signal", step.elapsed()));
            return this;
        }
    }

    long count() {
        return count;
    }

    /** Those whose model has learned from what came after them. */
    long inSample() {
        return inSample;
    }

    /** Highest score first. */
    List<Prediction> newest() {
        return List.copyOf(newest);
    }

    private void add(Prediction prediction) {
        count++;
        Signal signal = prediction.getSignal();
        inSample += signal.getInSample() ? 1 : 0;
        if (signal.getPeriodEndMillis() > newestEnd) {
            newest.clear();
            newestEnd = signal.getPeriodEndMillis();
        }
        if (signal.getPeriodEndMillis() == newestEnd) {
            newest.add(prediction);
        }
    }
}
