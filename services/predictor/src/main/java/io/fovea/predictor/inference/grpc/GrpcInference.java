package io.fovea.predictor.inference.grpc;

import io.fovea.predictor.inference.InferenceAnswer;
import io.fovea.predictor.inference.InferenceRequest;
import io.fovea.predictor.inference.MalformedRequestException;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.openinference.InferTensorContents;
import io.fovea.proto.openinference.ModelInferRequest;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import io.fovea.proto.openinference.ModelInferRequest.InferRequestedOutputTensor;
import io.fovea.proto.openinference.ModelInferResponse;
import io.fovea.proto.openinference.ModelInferResponse.InferOutputTensor;
import io.fovea.tensorcodec.TensorCodec;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests and answers between gRPC's messages and those of every door. */
final class GrpcInference {

    private GrpcInference() {}

    /**
     * @param deadline the call's, where it has one
     * @throws MalformedRequestException where contents and inputs do not go together
     */
    static InferenceRequest request(ModelInferRequest request, @Nullable Deadline deadline) {
        return new InferenceRequest(
                request.getId(),
                inputs(request),
                request.getOutputsList().stream()
                        .map(InferRequestedOutputTensor::getName)
                        .toList(),
                patience(request, deadline));
    }

    private static Optional<Duration> patience(ModelInferRequest request, @Nullable Deadline deadline) {
        Stream<Duration> ofCall = Stream.ofNullable(deadline)
                .map(end -> Duration.ofNanos(Math.max(0, end.timeRemaining(TimeUnit.NANOSECONDS))));
        Stream<Duration> ofRequest = Stream.ofNullable(
                        request.getParametersMap().get("timeout"))
                .map(timeout -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(
                        Math.max(0, timeout.hasUint64Param() ? timeout.getUint64Param() : timeout.getInt64Param()))));
        return Stream.concat(ofCall, ofRequest).min(Duration::compareTo);
    }

    private static List<Tensor> inputs(ModelInferRequest request) {
        if (request.getRawInputContentsCount() == 0) {
            return request.getInputsList().stream().map(GrpcTensor::of).toList();
        }
        if (request.getRawInputContentsCount() != request.getInputsCount()) {
            throw new MalformedRequestException("There are %d inputs and %d raw_input_contents."
                    .formatted(request.getInputsCount(), request.getRawInputContentsCount()));
        }
        List<Tensor> inputs = new ArrayList<>();
        for (InferInputTensor input : request.getInputsList()) {
            if (input.hasContents()) {
                throw new MalformedRequestException(
                        "Input \"%s\" has contents, and there are raw_input_contents.".formatted(input.getName()));
            }
            inputs.add(GrpcTensor.of(input, request.getRawInputContents(inputs.size())));
        }
        return inputs;
    }

    /** @param raw whether the output is to be raw contents, as the request's inputs were */
    static ModelInferResponse response(InferenceAnswer answer, boolean raw) {
        Tensor tensor = answer.output();
        InferOutputTensor.Builder output = InferOutputTensor.newBuilder()
                .setName(tensor.getName())
                .setDatatype(tensor.getDatatype())
                .addAllShape(tensor.getShapeList());
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder()
                .setModelName(answer.model().name())
                .setModelVersion(answer.model().version())
                .setId(answer.id());
        if (raw) {
            response.addRawOutputContents(tensor.getRawContents());
        } else {
            output.setContents(typed(tensor));
        }
        return response.addOutputs(output).build();
    }

    private static InferTensorContents typed(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float number : TensorCodec.toFloat32(tensor)) { // a pipeline's output is FP32
            contents.addFp32Contents(number);
        }
        return contents.build();
    }
}
