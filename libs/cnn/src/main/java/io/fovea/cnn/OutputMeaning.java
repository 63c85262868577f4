package io.fovea.cnn;

import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.losses.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an exported model gives under one name.
 *
 * @param index of the model's output that it is made of
 * @param layer that makes it of that; empty for the output as it stands
 */
record OutputMeaning(String name, int index, Optional<Layer> layer) {
    /**
     * {@code logits} and {@code probabilities} for a loss of classes, else {@code outputs}; of several outputs each by its layer's
     * name, and {@code NAME_probabilities} beside it.
     *
     * @param losses by the output's layer, or under the empty name for the only output
     */
    static List<OutputMeaning> of(Model model, Map<String, Loss> losses) {
        List<OutputMeaning> meanings = new ArrayList<>();
        boolean only = model.outputs().size() == 1;
        for (int i = 0; i < model.outputs().size(); i++) {
            String layer = model.outputs().get(i).layer().name();
            @Nullable Loss loss = losses.getOrDefault(layer, only ? losses.get("") : null);
            Optional<Layer> made = Optional.ofNullable(loss).flatMap(Loss::outputLayer);
            boolean asItStands =
                    Optional.ofNullable(loss).flatMap(Loss::outputActivation).equals(Optional.of(Activation.LINEAR));
            if (!only || !asItStands) {
                String raw = made.isPresent() ? "logits" : "outputs";
                meanings.add(new OutputMeaning(only ? raw : layer, i, Optional.empty()));
            }
            if (made.isPresent()) {
                String name = only ? "probabilities" : layer + "_probabilities";
                meanings.add(new OutputMeaning(name, i, asItStands ? Optional.empty() : made));
            }
        }
        return meanings;
    }
}
