package io.fovea.cnn.onnx;

import io.fovea.cnn.HostTensor;

/** Reorders the axes of weights. */
final class Axes {
    private Axes() {}

    /** @param permutation the old axis at each new place; none for the order as it is */
    static HostTensor permuted(HostTensor tensor, int... permutation) {
        if (permutation.length == 0) {
            return tensor;
        }
        long[] shape = new long[permutation.length];
        int[] steps = new int[permutation.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape()[permutation[i]];
            steps[i] = stride(tensor.shape(), permutation[i]);
        }
        float[] from = tensor.toFloats();
        float[] to = new float[from.length];
        int[] index = new int[shape.length];
        int source = 0;
        for (int i = 0; i < to.length; i++) {
            to[i] = from[source];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                source += steps[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                source -= steps[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return HostTensor.float32(shape, to);
    }

    private static int stride(long[] shape, int axis) {
        long stride = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            stride *= shape[i];
        }
        return (int) stride;
    }
}
