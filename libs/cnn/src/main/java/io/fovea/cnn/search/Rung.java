package io.fovea.cnn.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A step at which trials are compared.
 *
 * @param trials how many come to it
 * @param epochs how many they are trained for in all
 */
public record Rung(int trials, int epochs) {
    /**
     * Successive halving: the best of every {@code eta} go on, for {@code eta} times as many epochs.
     *
     * @param trials to begin with
     * @param minEpochs of the first rung
     * @param maxEpochs that no rung goes beyond
     */
    static List<Rung> halving(int trials, int minEpochs, int maxEpochs, int eta) {
        List<Rung> rungs = new ArrayList<>();
        long epochs = minEpochs;
        for (int left = trials; left > 0 && epochs <= maxEpochs; left /= eta, epochs *= eta) {
            rungs.add(new Rung(left, (int) epochs));
        }
        return rungs;
    }

    /** @throws IllegalArgumentException below 1 */
    static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Expected %s of 1 or more, received %d.".formatted(what, value));
        }
    }

    /** @throws IllegalArgumentException below 2 */
    static void requireEta(int eta) {
        if (eta < 2) {
            throw new IllegalArgumentException("Expected an eta of 2 or more, received %d.".formatted(eta));
        }
    }
}
