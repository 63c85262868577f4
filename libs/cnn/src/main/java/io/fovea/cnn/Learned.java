package io.fovea.cnn;

import io.fovea.cnn.optimizers.LayerRates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What training moves, and how fast.
 *
 * @param weights by name, in the model's order
 * @param rates multiples of the learning rate by the weight's name, above 0
 * @param frozen the layers whose rate is 0
 */
record Learned(Map<String, Weight> weights, Map<String, Double> rates, Set<Layer> frozen) {
    static Learned of(Model model, LayerRates layerRates) {
        Map<String, Layer> layers = model.weightedLayers();
        Map<String, Double> byLayer = layerRates.of(List.copyOf(layers.keySet()));
        byLayer.forEach(Learned::require);
        Set<Layer> frozen = new HashSet<>();
        layers.forEach((name, layer) -> {
            if (byLayer.getOrDefault(name, 1.0) == 0) {
                frozen.add(layer);
            }
        });
        Map<String, Weight> weights = new LinkedHashMap<>();
        Map<String, Double> rates = new HashMap<>();
        model.trainableWeights().forEach((name, weight) -> {
            double rate = byLayer.getOrDefault(name.substring(0, name.lastIndexOf('/')), 1.0);
            if (rate > 0) {
                weights.put(name, weight);
                rates.put(name, rate);
            }
        });
        return new Learned(weights, rates, frozen);
    }

    private static void require(String layer, double rate) {
        if (!(rate >= 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException(
                    "%s: expected a multiple of the learning rate of 0 or more, received %s.".formatted(layer, rate));
        }
    }
}
