package io.fovea.pipeline;

/**
 * What training makes small: cross-entropy on the classes.
 *
 * @param labelSmoothing the share of a label that is spread over all classes
 * @param focalGamma how much less counts what is right already; 0 for not at all
 */
public record LossSpec(double labelSmoothing, double focalGamma) {}
