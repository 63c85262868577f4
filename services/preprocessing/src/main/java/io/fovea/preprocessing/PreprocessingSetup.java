package io.fovea.preprocessing;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.ExactlyOnce;
import io.fovea.messaging.ExactlyOnceSettings;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.content.EncodedImages;
import io.fovea.preprocessing.example.ExampleMaker;
import io.fovea.preprocessing.market.BarMeters;
import io.fovea.preprocessing.market.KafkaBarsPartitions;
import io.fovea.preprocessing.market.MarketTopology;
import io.fovea.registry.ArtefactStore;
import io.fovea.streams.PipelineStreams;
import io.fovea.streams.PipelineTopology;
import io.fovea.streams.StreamsSettings;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.PictureTransform;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Builds preprocessing from its settings, and closes what it has built. */
@Startup // bars have no channel that would ask for it
@Singleton
class PreprocessingSetup {
    private final ExactlyOnce exactlyOnce;
    private final AppliedPipelines pipelines;
    private final Backlog backlog;
    private final ImageDecoder decoder;
    private final PictureTransform transform;
    private final OrderedWork threads;
    private final Preprocessing preprocessing;
    private final PipelineStreams streams;

    PreprocessingSetup(
            PreprocessingConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters) {
        Map<String, Object> clients = clientProperties(kafka);
        long maxBytes = config.maxImageBytes().asLongValue();
        exactlyOnce = ExactlyOnce.of(ExactlyOnceSettings.of("preprocessing", config.instance(), clients), meters);
        pipelines = AppliedPipelines.follow(clients);
        backlog = new Backlog(pipelines.admin(), clients);
        decoder = new ImageDecoder(new ImageLimits(maxBytes, config.maxImagePixels()));
        transform = new PictureTransform(decoder);
        threads = new OrderedWork(
                config.decodeThreads().orElseGet(() -> Runtime.getRuntime().availableProcessors()));
        var images = new EncodedImages(ArtefactStore.open(config.storage()), maxBytes);
        var examples = new ExampleEvents(new ExampleMaker(images, transform));
        preprocessing = new Preprocessing(pipelines, examples, threads);
        streams = PipelineStreams.follow(
                new StreamsSettings(
                        "preprocessing",
                        config.instance(),
                        clients,
                        config.stateDir(),
                        config.commitInterval(),
                        config.streamThreads()),
                pipelines.table(),
                pipeline -> pipeline.market().stream()
                        .map(market -> topology(pipeline, meters, config.commitInterval()))
                        .toList());
    }

    ExactlyOnce exactlyOnce() {
        return exactlyOnce;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    private PipelineTopology topology(PipelineSpec pipeline, MeterRegistry meters, Duration commitInterval) {
        pipelines.admin().ensureMarketTopics(pipeline.name());
        return MarketTopology.of(
                pipeline,
                new KafkaBarsPartitions(
                        pipelines.admin(), backlog, pipeline.name(), MarketTopology.applicationId(pipeline)),
                new BarMeters(meters, pipeline.name()),
                commitInterval,
                Tracing.ofEnvironment());
    }

    /** First what is at hand, then what it needs. */
    @PreDestroy
    void close() {
        streams.close();
        exactlyOnce.close();
        threads.close();
        backlog.close();
        pipelines.close();
        transform.close();
        decoder.close();
    }

    private static Map<String, Object> clientProperties(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent("bootstrap.servers", "localhost:9092"); // as for channels
        properties.remove("group.id"); // Quarkus gives one to every client
        return properties;
    }
}
