package io.fovea.registry;

import java.util.List;

/**
 * What goes into a model or comes out of it.
 *
 * @param datatype as in the Open Inference Protocol: {@code UINT8}, {@code FP32}
 * @param shape without the batch axis: {@code [28, 28, 1]}
 */
public record TensorSpec(String name, String datatype, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }
}
