/**
 * The Open Inference Protocol v2 over the models that answer the stream. Open {@link
 * io.fovea.predictor.inference.InferenceServer} first; the doors, HTTP and gRPC, convert to it and back.
 */
@NullMarked
package io.fovea.predictor.inference;

import org.jspecify.annotations.NullMarked;
