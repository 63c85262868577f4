package io.fovea.cnn.folding;

import io.fovea.cnn.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of a layer that adds its bias afterwards and does nothing else, so that a {@link ChannelScale} can go into both.
 *
 * @param bias null where the layer has none
 * @param channelAxes the output channels as the kernel's last axes: {@code [filters]}, or {@code [channels, multiplier]}; an
 *     axis of size 1 for one that is not of the output
 */
public record ScalableKernel(Weight kernel, @Nullable Weight bias, long... channelAxes) {}
