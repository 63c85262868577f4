package io.fovea.benchmarks.bars;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.market.BarMeters;
import io.fovea.preprocessing.market.KafkaBarsPartitions;
import io.fovea.preprocessing.market.MarketTopology;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.streams.PipelineStreams;
import io.fovea.streams.PipelineTopology;
import io.fovea.streams.StreamsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Preprocessing's topology of one pipeline, in this JVM. */
final class Topology implements AutoCloseable {

    private final TopicAdmin admin;
    private final Backlog backlog;
    private final TopicTable<PipelineSpec> pipelines;
    private final PipelineStreams streams;

    private Topology(TopicAdmin admin, Backlog backlog, TopicTable<PipelineSpec> pipelines, PipelineStreams streams) {
        this.admin = admin;
        this.backlog = backlog;
        this.pipelines = pipelines;
        this.streams = streams;
    }

    static Topology start(
            String bootstrapServers, PipelineSpec pipeline, Path stateDir, Duration commitInterval, int threads) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        TopicAdmin admin = TopicAdmin.of(client);
        var backlog = new Backlog(admin, client);
        admin.ensureControlTopics();
        admin.ensureMarketTopics(pipeline.name());
        try (ControlProducer producer = ControlProducer.of(client)) {
            producer.send(
                    Topics.PIPELINES,
                    pipeline.name(),
                    Pipeline.newBuilder()
                            .setName(pipeline.name())
                            .setFile(pipeline.file())
                            .build(),
                    new RecordHeaders());
        }
        TopicTable<PipelineSpec> pipelines = TopicTable.follow(
                client,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
        PipelineStreams streams = PipelineStreams.follow(
                new StreamsSettings("preprocessing", "benchmark", client, stateDir, commitInterval, threads),
                pipelines,
                spec -> spec.name().equals(pipeline.name())
                        ? List.of(topology(spec, admin, backlog, commitInterval))
                        : List.of());
        return new Topology(admin, backlog, pipelines, streams);
    }

    private static PipelineTopology topology(
            PipelineSpec pipeline, TopicAdmin admin, Backlog backlog, Duration commitInterval) {
        return MarketTopology.of(
                pipeline,
                new KafkaBarsPartitions(admin, backlog, pipeline.name(), MarketTopology.applicationId(pipeline)),
                new BarMeters(new SimpleMeterRegistry(), pipeline.name()),
                commitInterval,
                Tracing.ofEnvironment());
    }

    /** Bars that no committed transaction has passed yet. */
    long ahead(PipelineSpec pipeline) {
        return admin.ahead(MarketTopology.applicationId(pipeline), Topics.bars(pipeline.name())).stream()
                .mapToLong((OffsetRange range) -> range.getTo() - range.getFrom())
                .sum();
    }

    @Override
    public void close() {
        streams.close();
        pipelines.close();
        backlog.close();
        admin.close();
    }
}
