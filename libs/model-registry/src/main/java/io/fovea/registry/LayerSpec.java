package io.fovea.registry;

import java.util.List;

/**
 * A layer's output, for bottleneck features.
 *
 * @param tensor its name in the graph, such as {@code dense_1/Relu:0}
 * @param datatype as in the Open Inference Protocol
 * @param shape without the batch axis
 */
public record LayerSpec(String tensor, String datatype, List<Long> shape) {
    public LayerSpec {
        shape = List.copyOf(shape);
    }
}
