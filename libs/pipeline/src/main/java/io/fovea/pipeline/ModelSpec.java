package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The network: an architecture that is trained whole, or a head on a backbone's features, exactly one of the two.
 *
 * @param architecture the architecture's name, such as {@code lenet5}
 * @param backbone what gives the features
 * @param head the head's layers before its logits; empty without a backbone
 * @param classes the classes by name; a class's index is its place here
 * @param name the model's name in the registry, the pipeline's unless the file says otherwise
 */
public record ModelSpec(
        Optional<String> architecture,
        Optional<BackboneSpec> backbone,
        List<HeadLayer> head,
        List<String> classes,
        String name) {

    public ModelSpec {
        head = List.copyOf(head);
        classes = List.copyOf(classes);
        if (architecture.isPresent() == backbone.isPresent()) {
            throw new IllegalArgumentException("A model has an architecture or a backbone, exactly one of the two.");
        }
    }
}
