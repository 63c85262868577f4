package io.fovea.trainer.market;

import java.util.List;
import java.util.Map;

/**
 * What a network did with one fold, as it is kept until its job is done.
 *
 * @param epochs that were chosen
 * @param loss of each epoch that was tried
 * @param validationLoss likewise; empty where nothing chose
 * @param hyperParameters that were chosen, by Keras' names; empty where none was to be
 * @param scores of the test windows, in their order
 */
record FoldOutcome(
        int epochs,
        List<Double> loss,
        List<Double> validationLoss,
        Map<String, Double> hyperParameters,
        double[] scores) {}
