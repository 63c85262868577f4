package io.fovea.serving;

import io.fovea.pipeline.EngineName;

/**
 * The model that a pipeline needs to be served with.
 *
 * @param largestBatch records that are run at once at most; the warm-up goes up to it
 * @param engine what is to run it
 */
public record ModelDemand(
        String pipeline, ModelChoice choice, Signature signature, int largestBatch, EngineName engine) {}
