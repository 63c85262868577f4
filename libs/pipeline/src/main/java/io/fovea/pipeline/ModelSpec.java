package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The network: an architecture that is trained whole, a head on a backbone's features, or layers on a market's windows, exactly one
 * of the three.
 *
 * @param architecture the architecture's name, such as {@code lenet5}
 * @param backbone what gives the features
 * @param head the head's layers before its logits; empty without a backbone
 * @param layers of a network on windows, before its output; empty where it is another
 * @param classes the classes by name; a class's index is its place here
 * @param name the model's name in the registry, the pipeline's unless the file says otherwise
 */
public record ModelSpec(
        Optional<String> architecture,
        Optional<BackboneSpec> backbone,
        List<HeadLayer> head,
        List<SequenceLayer> layers,
        List<String> classes,
        String name) {

    public ModelSpec {
        head = List.copyOf(head);
        classes = List.copyOf(classes);
        layers = List.copyOf(layers);
        int ways = (architecture.isPresent() ? 1 : 0) + (backbone.isPresent() ? 1 : 0) + (layers.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "A model has an architecture, a backbone or layers, exactly one of the three.");
        }
    }

    /** Without layers of its own. */
    public ModelSpec(
            Optional<String> architecture,
            Optional<BackboneSpec> backbone,
            List<HeadLayer> head,
            List<String> classes,
            String name) {
        this(architecture, backbone, head, List.of(), classes, name);
    }

    /** In a word, for people: {@code lenet5}, say. */
    public String network() {
        return architecture.orElse(
                layers.isEmpty() ? "head" : layers.size() == 1 ? "one layer" : layers.size() + " layers");
    }
}
