package io.fovea.trainer.market;

import java.util.List;

/**
 * What a fold's inner split chose.
 *
 * @param loss of each epoch that was tried; empty where nothing was to be chosen
 * @param validationLoss likewise
 */
record Chosen(Setting setting, int epochs, List<Double> loss, List<Double> validationLoss) {
    /** Of the epoch that was chosen; the smaller the better. */
    double score() {
        return validationLoss.get(epochs - 1);
    }
}
