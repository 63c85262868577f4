package io.fovea.trainer.market;

import java.util.List;

/**
 * What a network did with one fold, as it is kept until its job is done.
 *
 * @param epochs that were chosen
 * @param loss of each epoch that was tried
 * @param validationLoss likewise; empty where nothing chose
 * @param scores of the test windows, in their order
 */
record FoldOutcome(int epochs, List<Double> loss, List<Double> validationLoss, double[] scores) {}
