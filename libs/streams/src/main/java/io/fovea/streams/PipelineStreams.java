package io.fovea.streams;

import io.fovea.messaging.TopicTable;
import io.fovea.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

/**
 * Runs a topology for each pipeline that has one: it starts when the pipeline is applied, starts anew when the pipeline
 * changes, and stops when it goes. One that fails is started again after a pause. Closing stops all of them.
 */
public final class PipelineStreams implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PipelineStreams.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final StreamsSettings settings;
    private final TopicTable<PipelineSpec> pipelines;
    private final Function<PipelineSpec, Optional<PipelineTopology>> topologies;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker;

    private PipelineStreams(
            StreamsSettings settings,
            TopicTable<PipelineSpec> pipelines,
            Function<PipelineSpec, Optional<PipelineTopology>> topologies) {
        this.settings = settings;
        this.pipelines = pipelines;
        this.topologies = topologies;
        this.worker = Executors.newSingleThreadScheduledExecutor(
                task -> new Thread(task, "pipeline-streams-" + settings.service()));
    }

    /**
     * Follows the pipelines from now on.
     *
     * @param topologies what runs for a pipeline, with the topics that it needs; empty where nothing does. What it
     *     throws is logged, and it is asked again.
     */
    public static PipelineStreams follow(
            StreamsSettings settings,
            TopicTable<PipelineSpec> pipelines,
            Function<PipelineSpec, Optional<PipelineTopology>> topologies) {
        var streams = new PipelineStreams(settings, pipelines, topologies);
        streams.worker.scheduleWithFixedDelay(streams::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return streams;
    }

    /** Where each pipeline's topology stands. */
    public Map<String, KafkaStreams.State> states() {
        Map<String, KafkaStreams.State> states = new HashMap<>();
        running.forEach((pipeline, one) -> states.put(pipeline, one.streams.state()));
        return states;
    }

    private void look() {
        try {
            Map<String, PipelineSpec> applied = pipelines.snapshot();
            running.forEach((name, one) -> {
                PipelineSpec spec = applied.get(name);
                if (spec == null || !spec.version().equals(one.pipelineVersion) || one.hasFailed()) {
                    stop(name, one);
                }
            });
            applied.values().stream()
                    .filter(spec -> !running.containsKey(spec.name()))
                    .forEach(this::start);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Topologies could not be looked after service=%s", settings.service());
        }
    }

    private void start(PipelineSpec pipeline) {
        try {
            topologies.apply(pipeline).ifPresent(topology -> {
                var streams = new KafkaStreams(topology.topology(), settings.properties(topology.applicationId()));
                var one = new Running(streams, pipeline.version());
                streams.setUncaughtExceptionHandler(failure -> {
                    LOG.warnf(failure, "A topology failed and starts again pipeline=%s", pipeline.name());
                    one.failedAtNanos = System.nanoTime();
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                running.put(pipeline.name(), one);
                streams.start();
                LOG.infof(
                        "Topology started service=%s pipeline=%s application=%s",
                        settings.service(), pipeline.name(), topology.applicationId());
            });
        } catch (RuntimeException e) {
            LOG.warnf("Topology cannot start yet pipeline=%s problem=%s", pipeline.name(), e.getMessage());
        }
    }

    private void stop(String pipeline, Running one) {
        one.streams.close(CLOSING);
        running.remove(pipeline);
        LOG.infof("Topology stopped service=%s pipeline=%s", settings.service(), pipeline);
    }

    @Override
    public void close() {
        worker.shutdown();
        try {
            worker.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.values().parallelStream().forEach(one -> one.streams.close(CLOSING));
        running.clear();
    }

    private static final class Running {
        private final KafkaStreams streams;
        private final String pipelineVersion;
        private volatile long failedAtNanos;

        Running(KafkaStreams streams, String pipelineVersion) {
            this.streams = streams;
            this.pipelineVersion = pipelineVersion;
        }

        boolean hasFailed() {
            return streams.state() == KafkaStreams.State.ERROR && System.nanoTime() - failedAtNanos > PAUSE.toNanos();
        }
    }
}
