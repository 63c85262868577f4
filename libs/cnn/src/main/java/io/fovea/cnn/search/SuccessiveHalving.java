package io.fovea.cnn.search;

import java.util.List;

/**
 * Trials drawn at random, of which the best of every {@code eta} go on for {@code eta} times as many epochs, until one is left or the
 * most epochs are reached: Jamieson and Talwalkar (2016), arXiv:1502.07943.
 *
 * @param trials to begin with
 * @param minEpochs after which they are compared first
 * @param maxEpochs that none is trained beyond
 * @param eta 2 or more; 3 and 4 are usual
 */
public record SuccessiveHalving(
        SearchSpace space, Direction direction, int trials, int minEpochs, int maxEpochs, int eta, long seed)
        implements Search {
    /** @throws IllegalArgumentException for numbers below 1, an eta below 2, or more epochs at least than at most */
    public SuccessiveHalving {
        Rung.requirePositive("trials", trials);
        Rung.requirePositive("epochs at least", minEpochs);
        Rung.requireEta(eta);
        if (maxEpochs < minEpochs) {
            throw new IllegalArgumentException(
                    "Expected epochs at most of %d or more, received %d.".formatted(minEpochs, maxEpochs));
        }
    }

    @Override
    public List<List<Rung>> brackets() {
        return List.of(Rung.halving(trials, minEpochs, maxEpochs, eta));
    }
}
