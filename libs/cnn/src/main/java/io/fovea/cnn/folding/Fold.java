package io.fovea.cnn.folding;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import java.util.function.Function;

/**
 * A kernel that has taken in the {@link ChannelScale} that comes after it.
 *
 * @param kernel to be multiplied by {@code scale}, which broadcasts along its last axes
 * @param bias to be added in the place of the layer's own
 */
public record Fold(Weight kernel, HostTensor scale, HostTensor bias) {
    /** @param values of the weights of both layers */
    public static Fold of(ScalableKernel kernel, ChannelScale affine, Function<Weight, HostTensor> values) {
        int channels = affine.scale().length;
        float[] before = kernel.bias() == null
                ? new float[channels]
                : values.apply(kernel.bias()).toFloats();
        float[] scale = new float[channels];
        float[] bias = new float[channels];
        for (int i = 0; i < channels; i++) {
            scale[i] = (float) affine.scale()[i];
            bias[i] = (float) (affine.scale()[i] * before[i] + affine.shift()[i]);
        }
        return new Fold(
                kernel.kernel(),
                HostTensor.float32(kernel.channelAxes(), scale),
                HostTensor.float32(new long[] {channels}, bias));
    }

    /** The kernel's value with the scale in it. */
    public HostTensor scaled(HostTensor value) {
        float[] numbers = value.toFloats();
        float[] factors = scale.toFloats();
        long[] axes = scale.shape();
        int inner = (int) axes[axes.length - 1];
        // [filters, 1] against [..., filters, channels]: each factor holds for a whole row of the last axis
        int run = inner == 1 && axes.length > 1 ? (int) value.shape()[value.shape().length - 1] : 1;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= factors[i / run % factors.length];
        }
        return HostTensor.float32(value.shape(), numbers);
    }
}
