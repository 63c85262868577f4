package io.fovea.preprocessing.market;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.streams.PipelineStreams;
import io.fovea.streams.PipelineTopology;
import io.fovea.streams.StreamsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One instance of preprocessing's topologies, of one pipeline: in this JVM, or in one that can be killed. */
final class MarketProcess implements AutoCloseable {

    private final TopicAdmin admin;
    private final Backlog backlog;
    private final TopicTable<PipelineSpec> pipelines;
    private final PipelineStreams streams;

    MarketProcess(String bootstrapServers, String instance, String pipeline, Path stateDir) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        admin = TopicAdmin.of(client);
        backlog = new Backlog(admin, client);
        pipelines = TopicTable.follow(
                client,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
        streams = PipelineStreams.follow(
                new StreamsSettings("preprocessing", instance, client, stateDir, Duration.ofMillis(20), 1),
                pipelines,
                spec -> spec.name().equals(pipeline) ? List.of(topology(spec)) : List.of());
    }

    private PipelineTopology topology(PipelineSpec pipeline) {
        admin.ensureMarketTopics(pipeline.name());
        return MarketTopology.of(
                pipeline,
                new KafkaBarsPartitions(admin, backlog, pipeline.name(), MarketTopology.applicationId(pipeline)),
                new BarMeters(new SimpleMeterRegistry(), pipeline.name()),
                Duration.ofMillis(20),
                Tracing.ofEnvironment());
    }

    /** A JVM of its own. */
    static Process start(String bootstrapServers, String instance, String pipeline, Path stateDir) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        MarketProcess.class.getName(),
                        bootstrapServers,
                        instance,
                        pipeline,
                        stateDir.toString()))
                .redirectErrorStream(true)
                .redirectOutput(stateDir.resolveSibling(instance + ".log").toFile())
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        var process = new MarketProcess(arguments[0], arguments[1], arguments[2], Path.of(arguments[3]));
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        Thread.currentThread().join();
    }

    @Override
    public void close() {
        streams.close();
        pipelines.close();
        backlog.close();
        admin.close();
    }
}
