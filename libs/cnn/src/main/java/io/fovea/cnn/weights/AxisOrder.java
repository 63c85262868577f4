package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;

/** Kernels as other libraries lay them out, in Keras' order. */
final class AxisOrder {
    private AxisOrder() {}

    /** {@code [filters, channels, ...]} to {@code [..., channels, filters]}. */
    static HostTensor fromOutputsFirst(HostTensor kernel) {
        long[] shape = kernel.shape();
        int filters = (int) shape[0];
        int channels = (int) shape[1];
        int window = kernel.elements() == 0 ? 0 : Math.toIntExact(kernel.elements() / shape[0] / shape[1]);
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

    /** {@code [channels * multiplier, 1, ...]} to {@code [..., channels, multiplier]}. */
    static HostTensor fromDepthwise(HostTensor kernel, long channels) {
        long[] shape = kernel.shape();
        if (shape[0] % channels != 0) {
            throw new WeightsException(
                    "A kernel of shape %s does not fit %d groups.".formatted(Arrays.toString(shape), channels));
        }
        HostTensor turned = fromOutputsFirst(kernel); // [..., 1, channels * multiplier]: the same order of values
        long[] split = turned.shape().clone();
        split[split.length - 2] = channels;
        split[split.length - 1] = shape[0] / channels;
        return HostTensor.float32(split, turned.toFloats());
    }
}
