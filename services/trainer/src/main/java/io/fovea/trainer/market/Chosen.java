package io.fovea.trainer.market;

import io.fovea.pipeline.TrainSpec;
import java.util.List;
import java.util.Map;

/**
 * What a fold's inner split chose.
 *
 * @param loss of each epoch that was tried; empty where nothing was to be chosen
 * @param validationLoss likewise
 */
record Chosen(TrainSpec train, int epochs, List<Double> loss, List<Double> validationLoss) {
    /** Of the epoch that was chosen; the smaller the better. */
    double score() {
        return validationLoss.get(epochs - 1);
    }

    /** By Keras' names. */
    Map<String, Double> hyperParameters() {
        return Map.of("learning_rate", train.optimizer().learningRate(), "batch_size", (double) train.batchSize());
    }
}
