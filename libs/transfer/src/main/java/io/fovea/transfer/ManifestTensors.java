package io.fovea.transfer;

import io.fovea.cnn.TensorSpec;
import io.fovea.registry.LayerSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An exported model's tensors as a manifest describes them. */
public final class ManifestTensors {
    private ManifestTensors() {}

    /** Inputs or outputs, by name. */
    public static List<io.fovea.registry.TensorSpec> of(Map<String, TensorSpec> tensors) {
        return tensors.entrySet().stream()
                .map(tensor -> new io.fovea.registry.TensorSpec(
                        tensor.getKey(), datatype(tensor.getValue()), shape(tensor.getValue())))
                .toList();
    }

    /** What layers give, by Keras name, in the given order. */
    public static Map<String, LayerSpec> layers(Map<String, TensorSpec> tensors) {
        Map<String, LayerSpec> layers = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                layers.put(name, new LayerSpec(tensor.tensorName(), datatype(tensor), shape(tensor))));
        return layers;
    }

    private static List<Long> shape(TensorSpec tensor) {
        return Arrays.stream(tensor.shape().asArray()).boxed().toList();
    }

    /** TensorFlow's name of a type to the Open Inference Protocol's. */
    private static String datatype(TensorSpec tensor) {
        return switch (tensor.dtype()) {
            case FLOAT16 -> "FP16";
            case FLOAT32 -> "FP32";
            case FLOAT64 -> "FP64";
            case BOOL, UINT8, INT32, INT64 -> tensor.dtype().name();
        };
    }
}
