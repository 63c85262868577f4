package io.fovea.cnn.optimizers;

/** Checks and curves that schedules share. */
final class Rates {
    private Rates() {}

    /** @throws IllegalArgumentException where it is negative or no number */
    static void require(String what, double rate) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a %s of 0 or more, received %s.".formatted(what, rate));
        }
    }

    /** @throws IllegalArgumentException below 1 */
    static void requireSteps(String what, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Expected %s of 1 or more, received %d.".formatted(what, steps));
        }
    }

    /** @throws IllegalArgumentException outside of [0, 1] */
    static void requireFraction(String what, double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("Expected %s in [0, 1], received %s.".formatted(what, fraction));
        }
    }

    /** From {@code start}, at a part of 0, to {@code end}, at 1, along half a wave of the cosine. */
    static double cosine(double start, double end, double part) {
        return end + (start - end) * 0.5 * (1 + Math.cos(Math.PI * part));
    }
}
