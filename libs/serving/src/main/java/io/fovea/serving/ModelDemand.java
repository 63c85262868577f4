package io.fovea.serving;

/**
 * The model that a pipeline needs to be served with.
 *
 * @param largestBatch records that are run at once at most; the warm-up goes up to it
 */
public record ModelDemand(String pipeline, ModelChoice choice, Signature signature, int largestBatch) {}
