package io.fovea.benchmarks.calls;

import com.google.protobuf.UnsafeByteOperations;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import io.fovea.proto.openinference.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The Open Inference Protocol over gRPC with raw contents, on a channel that others may share. */
final class GrpcCaller implements Caller {

    private static final MethodDescriptor<ModelInferRequest, ModelInferResponse> INFER =
            MethodDescriptor.<ModelInferRequest, ModelInferResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
                    .setRequestMarshaller(ProtoUtils.marshaller(ModelInferRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(ModelInferResponse.getDefaultInstance()))
                    .build();

    private final Channel channel;
    private final ModelInferRequest request;

    GrpcCaller(Channel channel, ServedNetwork network, byte[] picture) {
        this.channel = channel;
        this.request = ModelInferRequest.newBuilder()
                .setModelName(network.pipeline())
                .addInputs(InferInputTensor.newBuilder()
                        .setName("image")
                        .setDatatype("UINT8")
                        .addAllShape(LongStream.concat(LongStream.of(1), Arrays.stream(network.shape()))
                                .boxed()
                                .toList()))
                .addRawInputContents(UnsafeByteOperations.unsafeWrap(picture))
                .build();
    }

    @Override
    public void call() throws IOException {
        try {
            ClientCalls.blockingUnaryCall(channel, INFER, CallOptions.DEFAULT, request);
        } catch (StatusRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // the channel is closed by whoever opened it
    }
}
