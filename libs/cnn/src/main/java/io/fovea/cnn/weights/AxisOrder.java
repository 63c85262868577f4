package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;

/** Kernels as other libraries lay them out, in Keras' order. */
final class AxisOrder {
    private AxisOrder() {}

    /** {@code [filters, channels, ...]} to {@code [..., channels, filters]}. */
    static HostTensor fromOutputsFirst(HostTensor kernel) {
        long[] shape = kernel.shape();
        int filters = (int) shape[0];
        int channels = (int) shape[1];
        int window = Math.toIntExact(kernel.elements() / shape[0] / shape[1]);
        float[] from = kernel.toFloats();
        float[] to = new float[from.length];
        for (int filter = 0; filter < filters; filter++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int place = 0; place < window; place++) {
                    to[(place * channels + channel) * filters + filter] =
                            from[(filter * channels + channel) * window + place];
                }
            }
        }
        long[] turned = new long[shape.length];
        System.arraycopy(shape, 2, turned, 0, shape.length - 2);
        turned[shape.length - 2] = channels;
        turned[shape.length - 1] = filters;
        return HostTensor.float32(turned, to);
    }
}
