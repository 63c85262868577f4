package io.fovea.predictor.inference;

import java.util.Set;

/**
 * A request over HTTP.
 *
 * @param binaryOutputs names of the outputs that are to come back as raw bytes
 * @param binaryByDefault whether those that are not named do too
 */
public record JsonRequest(InferenceRequest request, Set<String> binaryOutputs, boolean binaryByDefault) {

    public JsonRequest {
        binaryOutputs = Set.copyOf(binaryOutputs);
    }

    boolean isBinary(String output) {
        return binaryByDefault || binaryOutputs.contains(output);
    }
}
