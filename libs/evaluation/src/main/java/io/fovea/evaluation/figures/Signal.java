package io.fovea.evaluation.figures;

/**
 * What was predicted of one instrument at one time, and what became of it.
 *
 * @param periodEndMillis those of one cross-section have the same
 * @param score higher is better: the probability of up, or the predicted return
 * @param forwardReturn over the label's interval, simple: 0.01 is one percent
 * @param up whether the label says up
 */
public record Signal(String instrument, long periodEndMillis, double score, double forwardReturn, boolean up) {}
