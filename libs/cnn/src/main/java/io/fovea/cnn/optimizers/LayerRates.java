package io.fovea.cnn.optimizers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Multiples of the learning rate, one for each layer. A layer with 0 is frozen, exactly as one that is not trainable: its
 * weights have no gradient and do not decay, its penalties do not count, and a batch normalization runs on its moving
 * statistics and leaves them alone.
 */
@FunctionalInterface
public interface LayerRates {
    /** Every layer learns at the same rate. */
    LayerRates EQUAL = layers -> Map.of();

    /**
     * @param layers those that have weights, in the model's order, from the inputs on; a layer in a nested model is {@code
     *     model/layer}
     * @return 0 or more for each; 1 for those that are not in it
     */
    Map<String, Double> of(List<String> layers);

    /**
     * Those named have a multiple of the rate, the others the rate.
     *
     * @param multipliers by the layer's name, or by that of a nested model for all layers in it
     * @throws IllegalArgumentException when the model is compiled, where it has no layer of a name
     */
    static LayerRates byName(Map<String, Double> multipliers) {
        Map<String, Double> wanted = new LinkedHashMap<>(multipliers);
        return layers -> {
            Map<String, Double> rates = new LinkedHashMap<>();
            wanted.forEach((name, multiplier) -> {
                List<String> found = layers.stream()
                        .filter(layer -> layer.equals(name) || layer.startsWith(name + "/"))
                        .toList();
                if (found.isEmpty()) {
                    throw new IllegalArgumentException("No layer with weights is called %s. There are: %s."
                            .formatted(name, String.join(", ", layers)));
                }
                found.forEach(layer -> rates.put(layer, multiplier));
            });
            return rates;
        };
    }

    /**
     * Layer-wise decay, Howard and Ruder (2018), arXiv:1801.06146: the last layer has the rate, the one before it {@code
     * decay} times that, and so on down to the inputs.
     *
     * @param decay in [0, 1]; with 0 the last layer alone learns
     */
    static LayerRates byDepth(double decay) {
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException("Expected a decay in [0, 1], received %s.".formatted(decay));
        }
        return layers -> {
            Map<String, Double> rates = new LinkedHashMap<>();
            List<String> fromTop = new ArrayList<>(layers);
            Collections.reverse(fromTop);
            double rate = 1;
            for (String layer : fromTop) {
                rates.put(layer, rate);
                rate *= decay;
            }
            return rates;
        };
    }
}
