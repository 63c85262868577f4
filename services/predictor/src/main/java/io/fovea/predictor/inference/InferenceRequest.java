package io.fovea.predictor.inference;

import io.fovea.proto.inference.v1.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question, whichever door it came in by.
 *
 * @param id the caller's own, given back with the answer; may be empty
 * @param inputs with the batch axis first; not yet held against a model
 * @param outputs names of those wanted; empty for all
 * @param timeout after which the answer is of no use to the caller
 */
public record InferenceRequest(String id, List<Tensor> inputs, List<String> outputs, Optional<Duration> timeout) {

    public InferenceRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
