package io.fovea.predictor;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.ExactlyOnce;
import io.fovea.messaging.ExactlyOnceSettings;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.classify.PictureClassifier;
import io.fovea.predictor.drift.DriftEvents;
import io.fovea.predictor.drift.DriftMonitor;
import io.fovea.predictor.drift.DriftReferences;
import io.fovea.predictor.inference.BodyBudget;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.grpc.GrpcDoor;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.registry.ArtefactStore;
import io.fovea.serving.ModelCalls;
import io.fovea.serving.ModelLimits;
import io.fovea.serving.Serving;
import io.fovea.serving.ServingSettings;
import io.fovea.streams.PipelineStreams;
import io.fovea.streams.StreamsSettings;
import io.fovea.transforms.ImageLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together when it starts, and takes it apart when it stops. */
@Startup
@ApplicationScoped
class PredictorSetup {

    private final DriftMonitor drift;
    private final Serving serving;
    private final ModelCalls calls;
    private final InferenceServer inference;
    private final PictureClassifier classifier;
    private final BodyBudget bodies;
    private final Optional<GrpcDoor> grpc;
    private final ExactlyOnce exactlyOnce;
    private final TopicAdmin admin;
    private final Backlog backlog;
    private final TopicTable<PipelineSpec> pipelines;
    private final PipelineStreams streams;

    PredictorSetup(
            PredictorConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String bootstrapServers,
            @ConfigProperty(name = "fovea.storage") URI storage,
            @ConfigProperty(name = "fovea.instance", defaultValue = "local") String instance,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String host,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") Optional<String> version,
            MeterRegistry meters) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        ServingSettings settings = new ServingSettings(
                Predictor.SERVICE, instance, client, storage, config.device(), limits(config), config.modelRetry());
        DriftReferences references = new DriftReferences(ArtefactStore.open(storage));
        this.drift = new DriftMonitor(references, DriftEvents.on(client), meters);
        this.serving = Serving.start(
                settings, registry -> new Predictor(registry, config.top(), Clock.systemUTC(), drift::observe), meters);
        this.calls = serving.calls(config.maxQueuedRows());
        this.inference = new InferenceServer(serving::isReady, calls, config.requestTimeout(), Tracing.ofEnvironment());
        this.classifier = PictureClassifier.of(
                calls,
                inference,
                new ImageLimits(config.maxRequestBytes().asLongValue(), config.maxImagePixels()),
                config.requestTimeout(),
                config.top());
        this.bodies = new BodyBudget(
                config.maxRequestBytes().asLongValue(), config.maxWaitingBytes().asLongValue());
        this.grpc = config.grpcPort()
                .map(port -> grpc(
                        new InetSocketAddress(host, port),
                        version.orElse(""),
                        Math.toIntExact(config.maxRequestBytes().asLongValue())));
        this.exactlyOnce = ExactlyOnce.of(
                ExactlyOnceSettings.of(Predictor.SERVICE, instance, client)
                        .withTransactionTimeout(config.transactionTimeout())
                        .withLimits(config.stream().limits()),
                meters);
        this.admin = TopicAdmin.of(client);
        this.backlog = new Backlog(admin, client);
        this.pipelines = TopicTable.follow(
                client,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
        this.streams = PipelineStreams.follow(
                new StreamsSettings(Predictor.SERVICE, instance, client, config.stateDir(), config.commitInterval(), 1),
                pipelines,
                new PredictorTopologies(admin, backlog, references, config.commitInterval(), meters)::of);
    }

    private static ModelLimits limits(PredictorConfig config) {
        return new ModelLimits(
                config.modelMemory().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE), config.slowestBatch());
    }

    private GrpcDoor grpc(InetSocketAddress address, String version, int mostBytes) {
        try {
            return GrpcDoor.open(inference, address, version, mostBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "gRPC cannot listen on %s: set fovea.predictor.grpc-port to a free port.".formatted(address), e);
        }
    }

    Serving serving() {
        return serving;
    }

    /** Where gRPC listens; throws where it does not. */
    int grpcPort() {
        return grpc.orElseThrow().port();
    }

    InferenceServer inference() {
        return inference;
    }

    PictureClassifier classifier() {
        return classifier;
    }

    BodyBudget bodies() {
        return bodies;
    }

    ExactlyOnce exactlyOnce() {
        return exactlyOnce;
    }

    @PreDestroy
    void stop() {
        exactlyOnce.close();
        streams.close();
        pipelines.close();
        backlog.close();
        admin.close();
        grpc.ifPresent(GrpcDoor::close);
        classifier.close();
        calls.close();
        serving.close();
        drift.close();
    }
}
