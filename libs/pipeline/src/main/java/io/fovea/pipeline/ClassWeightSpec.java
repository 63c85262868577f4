package io.fovea.pipeline;

import java.util.Map;

/** How much an example counts in training, by its class. */
public sealed interface ClassWeightSpec {

    /** So that each class counts as much in all: examples / (classes * examples of the class), as scikit-learn's {@code balanced}. */
    record Balanced() implements ClassWeightSpec {}

    /**
     * As given.
     *
     * @param weights by the class's name, 0 or more; 1 for a class that is not in it
     */
    record Given(Map<String, Double> weights) implements ClassWeightSpec {
        public Given {
            weights = Map.copyOf(weights);
        }
    }
}
