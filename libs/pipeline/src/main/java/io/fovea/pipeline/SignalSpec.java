package io.fovea.pipeline;

/**
 * What is said of a period's cross-section of scores.
 *
 * @param quantiles equal parts that it is cut into by rank
 */
public record SignalSpec(int quantiles) {}
