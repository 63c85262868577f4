package io.fovea.pipeline;

import java.util.Optional;

/**
 * A part of a training: so many epochs in which some layers learn.
 *
 * @param epochs passes over the training examples, at most
 * @param unfreeze the layer of the backbone from which on it learns, or {@link #ALL}; empty: the head alone
 * @param layerDecay each layer learns at this fraction of the rate of the one behind it
 * @param batchNormalizationFrozen whether the backbone's batch normalizations keep their statistics and weights, unfrozen or not
 */
public record StageSpec(
        int epochs,
        Optional<String> unfreeze,
        OptimizerSpec optimizer,
        double layerDecay,
        boolean batchNormalizationFrozen,
        Optional<EarlyStopping> earlyStopping) {
    /** Every layer of the backbone. */
    public static final String ALL = "all";
}
