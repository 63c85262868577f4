package io.fovea.ingestion.bars;

import io.fovea.pipeline.PipelineSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Connects the pipelines that have a feed, as they come and go. */
public final class Feeds implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Feeds.class);

    private final Supplier<Collection<PipelineSpec>> pipelines;
    private final BarIngestion ingestion;
    private final MeterRegistry meters;
    private final Map<String, Open> open = new HashMap<>();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "feeds"));

    private Feeds(Supplier<Collection<PipelineSpec>> pipelines, BarIngestion ingestion, MeterRegistry meters) {
        this.pipelines = pipelines;
        this.ingestion = ingestion;
        this.meters = meters;
    }

    /** @param pipelines those that are applied, now */
    public static Feeds follow(
            Supplier<Collection<PipelineSpec>> pipelines, BarIngestion ingestion, MeterRegistry meters) {
        var feeds = new Feeds(pipelines, ingestion, meters);
        feeds.worker.scheduleWithFixedDelay(feeds::look, 0, 500, TimeUnit.MILLISECONDS);
        return feeds;
    }

    private void look() {
        try {
            Map<String, PipelineSpec> wanted = pipelines.get().stream()
                    .filter(pipeline -> pipeline.market()
                            .flatMap(market -> market.bars().feed())
                            .isPresent())
                    .collect(Collectors.toMap(PipelineSpec::name, pipeline -> pipeline));
            open.entrySet().removeIf(entry -> closeUnless(entry.getValue(), wanted.get(entry.getKey())));
            wanted.forEach((name, pipeline) -> open.computeIfAbsent(name, key -> connect(pipeline)));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Feeds could not be looked after");
        }
    }

    private static boolean closeUnless(Open one, PipelineSpec wanted) {
        boolean goes = wanted == null || !wanted.version().equals(one.version());
        if (goes) {
            one.connection().close();
        }
        return goes;
    }

    private Open connect(PipelineSpec pipeline) {
        FeedConnection connection = FeedConnection.open(
                pipeline, batch -> ingestion.ingest(pipeline, batch, Optional.empty()), meters, Clock.systemUTC());
        LOG.infof("Following a feed pipeline=%s since=%s", pipeline.name(), Instant.now());
        return new Open(pipeline.version(), connection);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        open.values().forEach(one -> one.connection().close());
    }

    private record Open(String version, FeedConnection connection) {}
}
