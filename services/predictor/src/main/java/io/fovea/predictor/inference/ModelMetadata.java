package io.fovea.predictor.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fovea.registry.TensorSpec;
import io.fovea.serving.ModelDescription;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the protocol says of a model.
 *
 * @param platform the form that is run: {@code tensorflow_savedmodel} or {@code onnx_onnxv1}
 */
public record ModelMetadata(
        @JsonProperty("name") String name,
        @JsonProperty("versions") List<String> versions,
        @JsonProperty("platform") String platform,
        @JsonProperty("inputs") List<TensorMetadata> inputs,
        @JsonProperty("outputs") List<TensorMetadata> outputs) {

    private static final long ANY = -1;

    /** A tensor with the batch axis, -1, first. */
    public record TensorMetadata(
            @JsonProperty("name") String name,
            @JsonProperty("datatype") String datatype,
            @JsonProperty("shape") List<Long> shape) {

        static TensorMetadata of(TensorSpec spec) {
            List<Long> batch =
                    Stream.concat(Stream.of(ANY), spec.shape().stream()).toList();
            return new TensorMetadata(spec.name(), spec.datatype(), batch);
        }
    }

    /** Of a model that answers. */
    public static ModelMetadata of(ModelDescription model) {
        return new ModelMetadata(
                model.name(),
                List.of(model.version()),
                model.engine().equals("onnxruntime") ? "onnx_onnxv1" : "tensorflow_savedmodel",
                List.of(TensorMetadata.of(model.input())),
                List.of(TensorMetadata.of(model.output())));
    }
}
