package io.fovea.pipeline;

import java.util.Optional;

/**
 * What goes on beside the optimizer's rule, whichever that is.
 *
 * @param clip how gradients are clipped; empty: they are not
 * @param weightDecay the share of itself, times the learning rate, that a weight loses before each step; 0 for none
 * @param ema the momentum of the average of the weights that is evaluated and served; empty: the weights themselves are
 * @param layerDecay each layer's rate is this share of the rate of the layer above it; 1: all are equal
 */
public record UpdateSpec(Optional<ClipSpec> clip, double weightDecay, Optional<Double> ema, double layerDecay) {
    /** The rule alone. */
    public static final UpdateSpec NONE = new UpdateSpec(Optional.empty(), 0, Optional.empty(), 1);
}
