package io.fovea.predictor.inference;

import io.fovea.messaging.CallHeaders;
import java.util.function.BooleanSupplier;

/**
 * Who asks a model.
 *
 * @param gone whether nobody waits for the answer any more
 * @param headers that the call came with, which may name a trace
 */
public record Caller(BooleanSupplier gone, CallHeaders headers) {}
