package io.fovea.cnn.metrics;

/**
 * From where on an output says yes.
 *
 * @param probability in (0, 1); an output says yes where its probability is larger
 * @param fromLogits whether outputs are logits, so that one of 0 is a probability of 0.5; else they are probabilities
 */
public record Threshold(double probability, boolean fromLogits) {
    /** @throws IllegalArgumentException outside of (0, 1) */
    public Threshold {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("Expected a threshold in (0, 1), received %s.".formatted(probability));
        }
    }

    /** Keras' default, on logits: 0.5. */
    public Threshold() {
        this(0.5, true);
    }

    /** The least score that is not enough: of the logit, of the probability, or of what one of two classes is above the other. */
    double score(boolean ofTwoClasses) {
        if (fromLogits) {
            return Math.log(probability / (1 - probability));
        }
        return ofTwoClasses ? 2 * probability - 1 : probability;
    }
}
