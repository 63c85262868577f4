package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/** Waits until the services have worked off what was taken in. */
public final class StreamWait {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofSeconds(90);

    private final Connection connection;
    private final ControlClient control;
    private final PipelineSpec pipeline;

    public StreamWait(Connection connection, ControlClient control, PipelineSpec pipeline) {
        this.connection = connection;
        this.control = control;
        this.pipeline = pipeline;
    }

    /**
     * Returns when every image of the pipeline is an example, and has its features where there is a backbone; or every bar of it has
     * given its windows, but for those that wait for the end of a period that is still open.
     *
     * @param onLag hears how many records are left
     * @throws CommandFailure when a service makes no headway for 90 s
     */
    public void untilPrepared(LongConsumer onLag) {
        if (pipeline.market().isPresent()) {
            untilPassed(topology("preprocessing"), Topics.bars(pipeline.name()), onLag);
            if (pipeline.market()
                    .orElseThrow()
                    .windows()
                    .isCrossSectional()) { // windows come of ranks, which come of news
                untilPassed(topology("preprocessing"), Topics.periodNews(pipeline.name()), onLag);
                untilPassed(topology("preprocessing"), Topics.standings(pipeline.name()), onLag);
            }
            return;
        }
        untilPassed("preprocessing", Topics.images(pipeline.name()), onLag);
        if (pipeline.learnsOnFeatures()) {
            untilPassed("feature-extractor", Topics.examples(pipeline.name()), onLag);
        }
    }

    /** Returns when the predictor has seen every example. */
    public void untilPredicted() {
        String topic = Topics.modelInputs(pipeline.name(), pipeline.learnsOnFeatures());
        untilPassed("predictor", topic, lag -> {});
    }

    /**
     * Returns when every window of a market pipeline has its signal. The last period's windows wait for its end: where the pipeline
     * does not name its instruments, {@code input.rules.idle} by the clock.
     *
     * @param meanwhile is done again and again, and hears how many periods are still open
     * @throws CommandFailure when a service makes no headway for 90 s, and {@code idle} where it waits for a period's end
     */
    public void untilSignalled(IntConsumer meanwhile) {
        try (var periods = new MarketPeriods(connection, pipeline)) {
            untilNone(periods::open, "were not closed", meanwhile);
            untilPassed(topology("preprocessing"), Topics.standings(pipeline.name()), lag -> meanwhile.accept(0));
            untilPassed("predictor", Topics.examples(pipeline.name()), lag -> meanwhile.accept(0));
            untilPassed(topology("predictor"), Topics.scores(pipeline.name()), lag -> meanwhile.accept(0));
            untilNone(periods::unsignalled, "have scores and no signals", meanwhile);
        }
    }

    private void untilNone(IntSupplier periods, String state, IntConsumer meanwhile) {
        Duration patience =
                STALL.plus(pipeline.market().orElseThrow().bars().rules().idle());
        int last = -1;
        long movedNanos = System.nanoTime();
        for (int left = periods.getAsInt(); left > 0; left = periods.getAsInt()) {
            meanwhile.accept(left);
            if (left != last) {
                last = left;
                movedNanos = System.nanoTime();
            } else if (Duration.ofNanos(System.nanoTime() - movedNanos).compareTo(patience) > 0) {
                throw new CommandFailure("After %d s, %d periods of %s still %s. Maybe a service does not run."
                        .formatted(patience.toSeconds(), left, pipeline.name(), state));
            }
            pause();
        }
    }

    /** The consumer group of a service's topology, which carries what its windows depend on. */
    private String topology(String service) {
        return "fovea-%s-%s-%s"
                .formatted(
                        service,
                        pipeline.name(),
                        pipeline.market().orElseThrow().definition());
    }

    private void untilPassed(String service, String topic, LongConsumer onLag) {
        long last = Long.MAX_VALUE;
        long movedNanos = System.nanoTime();
        for (List<OffsetRange> ahead = control.ahead(service, topic);
                !ahead.isEmpty();
                ahead = control.ahead(service, topic)) {
            long lag = ahead.stream()
                    .mapToLong(range -> range.getTo() - range.getFrom())
                    .sum();
            long still = System.nanoTime() - movedNanos;
            onLag.accept(lag);
            if (lag != last) {
                last = lag;
                movedNanos = System.nanoTime();
            } else if (still > STALL.toNanos()) {
                throw stalled(service, topic, lag);
            } else if (still > LOOK.toNanos() && onlyMarkers(topic, ahead)) {
                return;
            }
            pause();
        }
    }

    /** What an aborted transaction leaves behind counts as lag, and no service will ever pass it by itself. */
    private boolean onlyMarkers(String topic, List<OffsetRange> ahead) {
        try (TopicReader reader = TopicReader.open(connection, topic, TopicReader.From.NOW)) {
            return !reader.anyIn(ahead);
        }
    }

    private static CommandFailure stalled(String service, String topic, long lag) {
        return new CommandFailure(
                "The service %s has made no headway on %s for %d s, with %d records left. Maybe it does not run."
                        .formatted(service, topic, STALL.toSeconds(), lag));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }
}
