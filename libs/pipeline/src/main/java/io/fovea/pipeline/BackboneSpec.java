package io.fovea.pipeline;

import java.util.Optional;

/**
 * A trained network whose layer gives the features that a head learns from.
 *
 * @param model its name in the registry
 * @param version a version such as {@code 3}, or an alias, {@code live} by default
 * @param layer the name of the layer whose output the features are; of a pretrained one that is pooled, the pooling's own
 * @param pretrained where it is a published architecture with weights of a file, which {@code fovea apply} puts into the registry
 */
public record BackboneSpec(String model, String version, String layer, Optional<PretrainedSpec> pretrained) {

    /** Another pipeline's model. */
    public BackboneSpec(String model, String version, String layer) {
        this(model, version, layer, Optional.empty());
    }

    /** An architecture with its weights, as the pipeline's own backbone. */
    static BackboneSpec of(String pipeline, PretrainedSpec pretrained) {
        return new BackboneSpec(pipeline + ".backbone", "live", pretrained.output(), Optional.of(pretrained));
    }
}
