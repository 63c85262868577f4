package io.fovea.pipeline;

import java.util.Optional;

/**
 * How what comes in is compared with what was trained on.
 *
 * @param window examples of a comparison
 * @param stability the population stability index above which there is drift
 * @param significance of one comparison: the share of them that finds drift where there is none
 * @param retrain when it asks for a training; without it it does not
 */
public record DriftSpec(int window, double stability, double significance, Optional<RetrainSpec> retrain) {}
