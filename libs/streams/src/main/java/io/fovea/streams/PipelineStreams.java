package io.fovea.streams;

import io.fovea.messaging.TopicTable;
import io.fovea.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the topologies of each pipeline that has some: they start when the pipeline is applied, start anew when the pipeline
 * changes, and stop when it goes. One that fails is started again after a pause, and the others go on. Closing stops all of them.
 */
public final class PipelineStreams implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PipelineStreams.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final StreamsSettings settings;
    private final TopicTable<PipelineSpec> pipelines;
    private final Function<PipelineSpec, List<PipelineTopology>> topologies;
    private final Map<String, Running> running = new ConcurrentHashMap<>(); // by application id
    private final Map<String, Set<String>> wanted = new HashMap<>(); // application ids by the pipeline's version
    private final Map<String, Long> failedStarts = new HashMap<>(); // when, in nanoseconds, by the pipeline's version
    private final ScheduledExecutorService worker;

    private PipelineStreams(
            StreamsSettings settings,
            TopicTable<PipelineSpec> pipelines,
            Function<PipelineSpec, List<PipelineTopology>> topologies) {
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
            Function<PipelineSpec, List<PipelineTopology>> topologies) {
        var streams = new PipelineStreams(settings, pipelines, topologies);
        streams.worker.scheduleWithFixedDelay(streams::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return streams;
    }

    private void look() {
        try {
            Map<String, PipelineSpec> applied = pipelines.snapshot();
            running.forEach((application, one) -> {
                if (!one.isOf(applied.get(one.pipeline)) || one.hasFailed()) {
                    stop(application, one);
                }
            });
            applied.values().stream()
                    .filter(spec -> !runsWhole(spec) && !hasJustFailed(spec))
                    .forEach(this::start);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Topologies could not be looked after service=%s", settings.service());
        }
    }

    private boolean runsWhole(PipelineSpec pipeline) {
        Set<String> all = wanted.get(pipeline.version());
        return all != null && running.keySet().containsAll(all);
    }

    private boolean hasJustFailed(PipelineSpec pipeline) {
        Long failed = failedStarts.get(pipeline.version());
        return failed != null && System.nanoTime() - failed < PAUSE.toNanos();
    }

    private void start(PipelineSpec pipeline) {
        try {
            List<PipelineTopology> all = topologies.apply(pipeline);
            wanted.put(
                    pipeline.version(),
                    all.stream().map(PipelineTopology::applicationId).collect(Collectors.toSet()));
            all.stream()
                    .filter(topology -> !running.containsKey(topology.applicationId()))
                    .forEach(topology -> start(pipeline, topology));
        } catch (RuntimeException e) {
            failedStarts.put(pipeline.version(), System.nanoTime());
            LOG.warnf("Topology cannot start yet pipeline=%s problem=%s", pipeline.name(), e.getMessage());
        }
    }

    private void start(PipelineSpec pipeline, PipelineTopology topology) {
        var streams = new KafkaStreams(topology.topology(), settings.properties(topology.applicationId()));
        var one = new Running(streams, pipeline.name(), pipeline.version());
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.warnf(
                    failure,
                    "A topology failed and starts again pipeline=%s application=%s",
                    pipeline.name(),
                    topology.applicationId());
            one.failedAtNanos = System.nanoTime();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        running.put(topology.applicationId(), one);
        streams.start();
        LOG.infof(
                "Topology started service=%s pipeline=%s application=%s",
                settings.service(), pipeline.name(), topology.applicationId());
    }

    private void stop(String application, Running one) {
        one.streams.close(CLOSING);
        running.remove(application);
        LOG.infof(
                "Topology stopped service=%s pipeline=%s application=%s",
                settings.service(), one.pipeline, application);
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
        private final String pipeline;
        private final String pipelineVersion;
        private volatile long failedAtNanos;

        Running(KafkaStreams streams, String pipeline, String pipelineVersion) {
            this.streams = streams;
            this.pipeline = pipeline;
            this.pipelineVersion = pipelineVersion;
        }

        boolean isOf(@Nullable PipelineSpec applied) {
            return applied != null && applied.version().equals(pipelineVersion);
        }

        boolean hasFailed() {
            return streams.state() == KafkaStreams.State.ERROR && System.nanoTime() - failedAtNanos > PAUSE.toNanos();
        }
    }
}
