package io.fovea.cnn.metrics;

import org.jspecify.annotations.Nullable;

/** How much each example of a batch counts. */
record SampleWeights(float @Nullable [] weights, int examples) {
    /** @throws IllegalArgumentException where they are not as many as the examples, negative or not finite */
    static SampleWeights of(float @Nullable [] weights, int examples) {
        if (weights != null) {
            if (weights.length != examples) {
                throw new IllegalArgumentException("Expected a sample weight for each of %d examples, received %d."
                        .formatted(examples, weights.length));
            }
            for (int i = 0; i < weights.length; i++) {
                if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "Expected finite sample weights of 0 or more, received %s for example %d."
                                    .formatted(weights[i], i));
                }
            }
        }
        return new SampleWeights(weights, examples);
    }

    /** The weight of the example that one of several elements belongs to; each example has as many, one example after another. */
    double ofElement(int element, int elements) {
        return of((int) ((long) element * examples / elements));
    }

    double of(int example) {
        return weights == null ? 1 : weights[example];
    }
}
