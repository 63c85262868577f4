package io.fovea.predictor;

import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.Manifest;
import java.util.Optional;

/** Where features were cut out: a head only understands those of the very weights and layer that it was trained on. */
record FeatureOrigin(String backbone, String weightsSha256, String layer) {

    /** Where an example's features come from; empty where it says nothing of a backbone. */
    static Optional<FeatureOrigin> of(Example example) {
        return example.hasBackbone() ? Optional.of(of(example.getBackbone())) : Optional.empty();
    }

    private static FeatureOrigin of(Backbone backbone) {
        return new FeatureOrigin(backbone.getId(), backbone.getWeightsSha256(), backbone.getLayer());
    }

    /** Where the features that a head was trained on came from; empty where it was trained on no features. */
    static Optional<FeatureOrigin> of(Manifest head) {
        BackboneLineage backbone = head.lineage().backbone();
        return backbone == null
                ? Optional.empty()
                : Optional.of(new FeatureOrigin(backbone.id(), backbone.weightsSha256(), backbone.layer()));
    }

    /** The same weights cut at the same layer; the same weights under another version are the same. */
    boolean isLike(FeatureOrigin other) {
        return weightsSha256.equals(other.weightsSha256) && layer.equals(other.layer);
    }

    @Override
    public String toString() {
        return "layer %s of %s with weights %s"
                .formatted(layer, backbone, weightsSha256.substring(0, Math.min(12, weightsSha256.length())));
    }
}
