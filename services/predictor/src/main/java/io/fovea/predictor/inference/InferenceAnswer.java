package io.fovea.predictor.inference;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.ModelDescription;

/**
 * The answer to an {@link InferenceRequest}.
 *
 * @param id the request's
 * @param model the version that answered
 * @param output batch axis first
 */
public record InferenceAnswer(String id, ModelDescription model, Tensor output) {}
