package io.fovea.cnn.search;

import java.util.List;

/**
 * Trials drawn at random, all trained to the end: Bergstra and Bengio (2012), "Random Search for Hyper-Parameter Optimization".
 *
 * @param trials how many
 * @param epochs of each
 */
public record RandomSearch(SearchSpace space, Direction direction, int trials, int epochs, long seed)
        implements Search {
    /** @throws IllegalArgumentException for fewer than one trial or epoch */
    public RandomSearch {
        Rung.requirePositive("trials", trials);
        Rung.requirePositive("epochs", epochs);
    }

    @Override
    public List<List<Rung>> brackets() {
        return List.of(List.of(new Rung(trials, epochs)));
    }
}
