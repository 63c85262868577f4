package io.fovea.featureextractor.kept;

import io.fovea.registry.LayerSpec;
import io.fovea.registry.Manifest;
import io.fovea.registry.Sha256;
import io.fovea.tensorcodec.Datatype;
import java.nio.charset.StandardCharsets;

/**
 * Which features: of which layer of which network. Two networks with the same weights and another preprocessing have others.
 *
 * @param bytes of one example's features
 */
record FeatureOf(String description, int bytes) {

    static FeatureOf of(Manifest network, String layer) {
        LayerSpec given = network.layers().get(layer);
        if (given == null) {
            throw new IllegalArgumentException("There is no layer %s in %s.".formatted(layer, network.model()));
        }
        long elements = given.shape().stream().reduce(1L, Math::multiplyExact);
        return new FeatureOf(
                String.join(
                        "\n",
                        "weights " + network.weightsSha256(),
                        "takes " + network.inputs(),
                        "transforms " + network.transforms(),
                        "layer " + layer + " " + given.datatype() + given.shape(),
                        ""),
                Math.toIntExact(elements * Datatype.of(given.datatype()).size()));
    }

    /** Where they lie below {@code fovea.storage}. */
    String folder() {
        return "features/"
                + Sha256.of(description.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
