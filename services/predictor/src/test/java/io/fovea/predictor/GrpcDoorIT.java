package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.proto.openinference.GRPCInferenceServiceGrpc;
import io.fovea.proto.openinference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.fovea.proto.openinference.InferParameter;
import io.fovea.proto.openinference.InferTensorContents;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import io.fovea.proto.openinference.ModelInferResponse;
import io.fovea.proto.openinference.ModelMetadataRequest;
import io.fovea.proto.openinference.ModelReadyRequest;
import io.fovea.proto.openinference.RepositoryIndexRequest;
import io.fovea.proto.openinference.RepositoryModelLoadRequest;
import io.fovea.proto.openinference.RepositoryModelUnloadRequest;
import io.fovea.proto.openinference.ServerLiveRequest;
import io.fovea.registry.ModelRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Open Inference Protocol over gRPC, by a client that protoc made. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class GrpcDoorIT extends ServingStand {

    @Inject
    PredictorSetup setup;

    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub client;

    @BeforeEach
    void serve() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", setup.grpcPort())
                .usePlaintext()
                .build();
        client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        registry.catchUp();
        if (registry.resolve("grpc", ModelRegistry.LIVE).isEmpty()) {
            stream.apply("""
                    pipeline: grpc
                    input: {kind: image, channels: 1, size: [4, 4]}
                    model: {architecture: ffnn, classes: 2}
                    """);
            tiny.promote(tiny.images("grpc", 4, 1));
        }
        for (int i = 0; i < 400 && !isReady(); i++) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    @AfterEach
    void hangUp() {
        channel.shutdownNow();
    }

    @Test
    void shouldAnswerRawAndTypedContentsAlike() {
        // Given
        byte[] pixels = new byte[32];
        InferTensorContents.Builder typed = InferTensorContents.newBuilder();
        for (int i = 0; i < 32; i++) {
            pixels[i] = (byte) (i * 8);
            typed.addUintContents(i * 8);
        }

        // When
        ModelInferResponse raw = client.modelInfer(request(2)
                .setId("7")
                .addRawInputContents(ByteString.copyFrom(pixels))
                .build());
        ModelInferResponse inNumbers = client.modelInfer(change(request(2), input -> input.setContents(typed)));

        // Then
        assertThat(raw.getId()).isEqualTo("7");
        assertThat(raw.getModelName()).isEqualTo("grpc");
        assertThat(raw.getModelVersion()).isEqualTo("1");
        assertThat(raw.getOutputs(0).getName()).isEqualTo("probabilities");
        assertThat(raw.getOutputs(0).getShapeList()).containsExactly(2L, 2L);
        ByteBuffer numbers = raw.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<Float> typedNumbers = inNumbers.getOutputs(0).getContents().getFp32ContentsList();
        assertThat(typedNumbers).hasSize(4);
        assertThat(typedNumbers.get(0) + typedNumbers.get(1)).isBetween(0.9999f, 1.0001f);
        typedNumbers.forEach(number -> assertThat(number).isEqualTo(numbers.getFloat()));
    }

    @Test
    void shouldDescribeLoadAndUnload() {
        assertThat(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(client.modelMetadata(ModelMetadataRequest.newBuilder()
                                .setName("grpc")
                                .setVersion("live")
                                .build())
                        .getInputs(0)
                        .getShapeList())
                .containsExactly(-1L, 4L, 4L, 1L);
        assertThat(client.repositoryIndex(RepositoryIndexRequest.newBuilder()
                                .setReady(true)
                                .build())
                        .getModelsList())
                .anyMatch(model ->
                        model.getName().equals("grpc") && model.getState().equals("READY"));

        client.repositoryModelUnload(
                RepositoryModelUnloadRequest.newBuilder().setModelName("grpc").build());
        assertRefused(
                request(1).addRawInputContents(ByteString.copyFrom(new byte[16])),
                Status.Code.UNAVAILABLE,
                "NOT_LOADED");
        client.repositoryModelLoad(
                RepositoryModelLoadRequest.newBuilder().setModelName("grpc").build());
        assertThat(isReady()).isTrue();
    }

    @Test
    void shouldRefuseWithTheSentencesOfEveryDoor() {
        ByteString pixels = ByteString.copyFrom(new byte[16]);
        assertRefused(request(2).addRawInputContents(pixels), Status.Code.INVALID_ARGUMENT, "MALFORMED_TENSOR");
        assertRefused(request(-1).addRawInputContents(pixels), Status.Code.INVALID_ARGUMENT, "MALFORMED_TENSOR");
        assertRefused(
                request(Long.MAX_VALUE).addRawInputContents(pixels), Status.Code.INVALID_ARGUMENT, "MALFORMED_TENSOR");
        assertRefused(
                request(1).addRawInputContents(pixels).addRawInputContents(pixels),
                Status.Code.INVALID_ARGUMENT,
                "MALFORMED_REQUEST");
        assertRefused(request(1), Status.Code.INVALID_ARGUMENT, "MALFORMED_TENSOR");
        assertRefused(ModelInferRequest.newBuilder().setModelName("../../etc"), Status.Code.NOT_FOUND, "UNKNOWN_MODEL");
        assertRefused(
                change(request(1), input -> input.setDatatype("FP32")).toBuilder()
                        .addRawInputContents(pixels),
                Status.Code.INVALID_ARGUMENT,
                "DATATYPE_MISMATCH");
        assertRefused(
                change(
                        request(1),
                        input -> input.setContents(
                                InferTensorContents.newBuilder().addUintContents(256)))
                        .toBuilder(),
                Status.Code.INVALID_ARGUMENT,
                "0 to 255");
        assertRefused(
                request(1)
                        .addRawInputContents(pixels)
                        .putParameters(
                                "timeout",
                                InferParameter.newBuilder().setInt64Param(0).build()),
                Status.Code.DEADLINE_EXCEEDED,
                "DEADLINE_PASSED");
        assertRefused(
                request(1).addRawInputContents(ByteString.copyFrom(new byte[17 * 1024 * 1024])),
                Status.Code.RESOURCE_EXHAUSTED,
                "");
    }

    private boolean isReady() {
        try {
            return client.modelReady(
                            ModelReadyRequest.newBuilder().setName("grpc").build())
                    .getReady();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private void assertRefused(ModelInferRequest.Builder request, Status.Code code, String words) {
        assertThatThrownBy(() -> client.modelInfer(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode())
                                .as(refused.getMessage())
                                .isEqualTo(code))
                .hasMessageContaining(words);
    }

    private static ModelInferRequest.Builder request(long rows) {
        return ModelInferRequest.newBuilder()
                .setModelName("grpc")
                .addInputs(InferInputTensor.newBuilder()
                        .setName("image")
                        .setDatatype("UINT8")
                        .addAllShape(List.of(rows, 4L, 4L, 1L)));
    }

    private static ModelInferRequest change(
            ModelInferRequest.Builder request, Consumer<InferInputTensor.Builder> change) {
        change.accept(request.getInputsBuilder(0));
        return request.build();
    }
}
