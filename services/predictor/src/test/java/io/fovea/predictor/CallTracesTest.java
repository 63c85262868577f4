package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.EngineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.grpc.GrpcDoor;
import io.fovea.proto.openinference.GRPCInferenceServiceGrpc;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.EngineChoice;
import io.fovea.serving.ModelCalls;
import io.fovea.serving.ModelChoice;
import io.fovea.serving.ModelDemand;
import io.fovea.serving.RequiredInput;
import io.fovea.serving.ServedModels;
import io.fovea.serving.ServingMetrics;
import io.fovea.serving.Signature;
import io.fovea.tensorcodec.Datatype;
import io.fovea.testing.Spans;
import io.fovea.testing.TinyModels;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls by gRPC, whose callers have traces of their own or none. */
@Timeout(60)
class CallTracesTest {

    private static final PipelineSpec SHAPES = PipelineSpec.parse("""
            pipeline: shapes
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {architecture: ffnn, classes: 2}
            """);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Spans.to(exporter);
    private final ServingMetrics metrics = new ServingMetrics(new SimpleMeterRegistry(), "test");

    private ModelRegistry registry;
    private ServedModels models;
    private ModelCalls calls;
    private GrpcDoor door;
    private ManagedChannel channel;

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        String version = new TinyModels(registry, folder).images("shapes", 4, 1).getVersion();
        registry.move("shapes", ModelRegistry.LIVE, version, "test", "");
        models = new ServedModels(
                () -> List.of(new ModelDemand(
                        "shapes",
                        new ModelChoice.Named("shapes", ModelRegistry.LIVE),
                        new Signature(
                                new RequiredInput("image", Datatype.UINT8, Optional.of(List.of(4L, 4L, 1L))),
                                "probabilities",
                                Signature.OutputKind.CLASSES),
                        8,
                        EngineName.TENSORFLOW)),
                registry,
                EngineChoice.on("cpu"),
                metrics,
                Duration.ofSeconds(60));
        calls = new ModelCalls(() -> List.of(SHAPES), registry, models, 100, metrics);
        var inference = new InferenceServer(models::isReady, calls, Duration.ofSeconds(20), tracing);
        door = GrpcDoor.open(inference, new InetSocketAddress("127.0.0.1", 0), "1", 1 << 20);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", door.port())
                .usePlaintext()
                .build();
        while (!models.isReady()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        door.close();
        calls.close();
        models.close();
        registry.close();
    }

    @Test
    void shouldGoOnWithTheCallersTrace() {
        // When
        ask(2, Optional.of("00-%s-%s-01".formatted(TRACE, PARENT)));

        // Then
        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("infer");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("fovea.model.version")))
                .isEqualTo("shapes/1");
        assertThat(span.getAttributes().get(AttributeKey.longKey("fovea.rows"))).isEqualTo(2);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void shouldBeginATraceWhereTheCallerHasNoneOrNoneThatCanBeRead() {
        // When
        ask(1, Optional.empty());
        SpanData alone = onlySpan();
        exporter.reset();
        ask(1, Optional.of("00-zz-01"));

        // Then
        assertThat(alone.getParentSpanContext().isValid()).isFalse();
        assertThat(onlySpan().getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void shouldSayWhyACallHasNoAnswer() {
        // When
        assertThatThrownBy(() -> ask(3, Optional.empty(), 16)).isInstanceOf(StatusRuntimeException.class);

        // Then
        assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(onlySpan().getStatus().getDescription()).contains("image");
    }

    private void ask(long rows, Optional<String> traceparent) {
        ask(rows, traceparent, Math.toIntExact(rows) * 16);
    }

    private void ask(long rows, Optional<String> traceparent, int bytes) {
        Metadata headers = new Metadata();
        traceparent.ifPresent(
                value -> headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), value));
        GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName("shapes")
                        .addInputs(InferInputTensor.newBuilder()
                                .setName("image")
                                .setDatatype("UINT8")
                                .addAllShape(List.of(rows, 4L, 4L, 1L)))
                        .addRawInputContents(ByteString.copyFrom(new byte[bytes]))
                        .build());
    }

    private SpanData onlySpan() {
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }
}
