package io.fovea.predictor.inference.grpc;

import com.google.protobuf.Message;
import io.fovea.predictor.inference.Caller;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.ModelMetadata;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferResponse;
import io.fovea.proto.openinference.ModelMetadataRequest;
import io.fovea.proto.openinference.ModelMetadataResponse;
import io.fovea.proto.openinference.ModelReadyRequest;
import io.fovea.proto.openinference.ModelReadyResponse;
import io.fovea.proto.openinference.RepositoryIndexRequest;
import io.fovea.proto.openinference.RepositoryIndexResponse;
import io.fovea.proto.openinference.RepositoryModelLoadRequest;
import io.fovea.proto.openinference.RepositoryModelLoadResponse;
import io.fovea.proto.openinference.RepositoryModelUnloadRequest;
import io.fovea.proto.openinference.RepositoryModelUnloadResponse;
import io.fovea.proto.openinference.ServerLiveRequest;
import io.fovea.proto.openinference.ServerLiveResponse;
import io.fovea.proto.openinference.ServerMetadataRequest;
import io.fovea.proto.openinference.ServerMetadataResponse;
import io.fovea.proto.openinference.ServerReadyRequest;
import io.fovea.proto.openinference.ServerReadyResponse;
import io.fovea.serving.IndexEntry;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code inference.GRPCInferenceService} by its methods; what may take long runs on a thread of its own. */
final class GrpcService implements BindableService {

    static final String NAME = "inference.GRPCInferenceService";

    private final InferenceServer server;
    private final String version;
    private final Executor slow;

    /** @param slow where models are loaded */
    GrpcService(InferenceServer server, String version, Executor slow) {
        this.server = server;
        this.version = version;
        this.slow = slow;
    }

    @Override
    public ServerServiceDefinition bindService() {
        var service = ServerServiceDefinition.builder(NAME);
        add(
                service,
                "ServerLive",
                ServerLiveRequest.getDefaultInstance(),
                ServerLiveResponse.getDefaultInstance(),
                request -> ServerLiveResponse.newBuilder().setLive(true).build());
        add(
                service,
                "ServerReady",
                ServerReadyRequest.getDefaultInstance(),
                ServerReadyResponse.getDefaultInstance(),
                request -> ServerReadyResponse.newBuilder()
                        .setReady(server.isReady())
                        .build());
        add(
                service,
                "ServerMetadata",
                ServerMetadataRequest.getDefaultInstance(),
                ServerMetadataResponse.getDefaultInstance(),
                request -> metadata());
        add(
                service,
                "ModelReady",
                ModelReadyRequest.getDefaultInstance(),
                ModelReadyResponse.getDefaultInstance(),
                this::modelReady);
        add(
                service,
                "ModelMetadata",
                ModelMetadataRequest.getDefaultInstance(),
                ModelMetadataResponse.getDefaultInstance(),
                this::modelMetadata);
        add(
                service,
                "RepositoryIndex",
                RepositoryIndexRequest.getDefaultInstance(),
                RepositoryIndexResponse.getDefaultInstance(),
                this::index);
        addSlow(
                service,
                "RepositoryModelLoad",
                RepositoryModelLoadRequest.getDefaultInstance(),
                RepositoryModelLoadResponse.getDefaultInstance(),
                request -> {
                    server.load(request.getModelName());
                    return RepositoryModelLoadResponse.getDefaultInstance();
                });
        addSlow(
                service,
                "RepositoryModelUnload",
                RepositoryModelUnloadRequest.getDefaultInstance(),
                RepositoryModelUnloadResponse.getDefaultInstance(),
                request -> {
                    server.unload(request.getModelName());
                    return RepositoryModelUnloadResponse.getDefaultInstance();
                });
        service.addMethod(
                method("ModelInfer", ModelInferRequest.getDefaultInstance(), ModelInferResponse.getDefaultInstance()),
                ServerCalls.asyncUnaryCall(this::infer));
        return service.build();
    }

    private void infer(Supplier<ModelInferRequest> asked, StreamObserver<ModelInferResponse> caller) {
        var connection = (ServerCallStreamObserver<ModelInferResponse>) caller;
        Answering<ModelInferResponse> answering = new Answering<>(connection);
        try {
            ModelInferRequest request = asked.get();
            server.infer(
                            request.getModelName(),
                            request.getModelVersion(),
                            () -> GrpcInference.request(
                                    request, Context.current().getDeadline()),
                            new Caller(connection::isCancelled, CallMetadata.ofCall()))
                    .thenApply(answer -> GrpcInference.response(answer, request.getRawInputContentsCount() > 0))
                    .whenComplete(answering::complete);
        } catch (RuntimeException e) {
            answering.complete(null, e);
        }
    }

    private ServerMetadataResponse metadata() {
        return ServerMetadataResponse.newBuilder()
                .setName(InferenceServer.NAME)
                .setVersion(version)
                .addAllExtensions(InferenceServer.EXTENSIONS)
                .build();
    }

    private ModelReadyResponse modelReady(ModelReadyRequest request) {
        server.model(request.getName(), request.getVersion());
        return ModelReadyResponse.newBuilder().setReady(true).build();
    }

    private ModelMetadataResponse modelMetadata(ModelMetadataRequest request) {
        ModelMetadata model = ModelMetadata.of(server.model(request.getName(), request.getVersion()));
        return ModelMetadataResponse.newBuilder()
                .setName(model.name())
                .addAllVersions(model.versions())
                .setPlatform(model.platform())
                .addAllInputs(model.inputs().stream().map(GrpcService::metadata).toList())
                .addAllOutputs(
                        model.outputs().stream().map(GrpcService::metadata).toList())
                .build();
    }

    private static ModelMetadataResponse.TensorMetadata metadata(ModelMetadata.TensorMetadata tensor) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.datatype())
                .addAllShape(tensor.shape())
                .build();
    }

    private RepositoryIndexResponse index(RepositoryIndexRequest request) {
        return RepositoryIndexResponse.newBuilder()
                .addAllModels(server.index().stream()
                        .filter(entry -> entry.ready() || !request.getReady())
                        .map(GrpcService::entry)
                        .toList())
                .build();
    }

    private static RepositoryIndexResponse.ModelIndex entry(IndexEntry entry) {
        return RepositoryIndexResponse.ModelIndex.newBuilder()
                .setName(entry.model())
                .setVersion(entry.version())
                .setState(entry.ready() ? "READY" : "UNAVAILABLE")
                .setReason(entry.reason())
                .build();
    }

    private <Q extends Message, A extends Message> void add(
            ServerServiceDefinition.Builder service, String name, Q request, A response, Function<Q, A> answer) {
        service.addMethod(
                method(name, request, response),
                ServerCalls.asyncUnaryCall(
                        (asked, caller) -> new Answering<>(caller).run(() -> answer.apply(asked.get()))));
    }

    private <Q extends Message, A extends Message> void addSlow(
            ServerServiceDefinition.Builder service, String name, Q request, A response, Function<Q, A> answer) {
        service.addMethod(
                method(name, request, response),
                ServerCalls.asyncUnaryCall((asked, caller) ->
                        slow.execute(() -> new Answering<>(caller).run(() -> answer.apply(asked.get())))));
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Supplier<Q>, A> method(
            String name, Q request, A response) {
        return MethodDescriptor.<Supplier<Q>, A>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, name))
                .setRequestMarshaller(new Readable<>(request))
                .setResponseMarshaller(ProtoUtils.marshaller(response))
                .build();
    }
}
