package io.fovea.pipeline;

/**
 * How what comes in is compared with what was trained on.
 *
 * @param window examples of a comparison
 * @param stability the population stability index above which there is drift
 * @param significance of one comparison: the share of them that finds drift where there is none
 */
public record DriftSpec(int window, double stability, double significance) {}
