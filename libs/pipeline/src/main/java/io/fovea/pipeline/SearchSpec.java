package io.fovea.pipeline;

import java.util.List;

/**
 * Hyper-parameters that each fold chooses on its inner split, by random search; what stands here takes the place of the fixed key.
 *
 * @param trials how many are drawn
 * @param learningRates the lowest and the highest, between which logarithms are as likely; empty: the optimizer's
 * @param batchSizes to choose from; empty: {@code train.batchSize}
 * @param layers values of {@code model.layers} to choose from
 */
public record SearchSpec(int trials, List<Double> learningRates, List<Integer> batchSizes, LayerSearch layers) {
    /** Copies the lists. */
    public SearchSpec {
        learningRates = List.copyOf(learningRates);
        batchSizes = List.copyOf(batchSizes);
    }

    /** Of a network that is as it is declared. */
    public SearchSpec(int trials, List<Double> learningRates, List<Integer> batchSizes) {
        this(trials, learningRates, batchSizes, LayerSearch.NONE);
    }
}
