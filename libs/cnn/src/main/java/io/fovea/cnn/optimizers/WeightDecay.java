package io.fovea.cnn.optimizers;

import java.util.List;

/**
 * Weights that lose {@code rate * decay} of themselves before each step: Loshchilov and Hutter (2019), arXiv:1711.05101.
 *
 * @param decay 0 or more
 * @param excluded parts of the names, {@code layer/weight}, of what does not decay
 */
public record WeightDecay(double decay, List<String> excluded) {
    /** @throws IllegalArgumentException for a negative decay, or one that is no number */
    public WeightDecay {
        if (!(decay >= 0 && Double.isFinite(decay))) {
            throw new IllegalArgumentException("Expected a weight decay of 0 or more, received %s.".formatted(decay));
        }
        excluded = List.copyOf(excluded);
    }

    /** Whether it does anything to the weight {@code layer/weight}. */
    public boolean decays(String name) {
        return decay > 0 && excluded.stream().noneMatch(name::contains);
    }
}
