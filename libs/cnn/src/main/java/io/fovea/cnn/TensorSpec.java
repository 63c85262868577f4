package io.fovea.cnn;

import org.tensorflow.ndarray.Shape;

/**
 * A tensor of an exported graph.
 *
 * @param tensorName its name in the graph, such as {@code conv1/Relu:0}
 * @param shape of one example, without the batch axis
 */
public record TensorSpec(String tensorName, DType dtype, Shape shape) {}
