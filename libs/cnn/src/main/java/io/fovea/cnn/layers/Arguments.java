package io.fovea.cnn.layers;

/** Checks of what a layer is made with; the message names the layer, the argument and what was received. */
final class Arguments {
    private Arguments() {}

    static int atLeastOne(String layer, String argument, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: %s is 1 or more, received %d.".formatted(layer, argument, value));
        }
        return value;
    }

    static int notNegative(String layer, String argument, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("%s: %s is 0 or more, received %d.".formatted(layer, argument, value));
        }
        return value;
    }

    static double notNegative(String layer, String argument, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("%s: %s is 0 or more, received %s.".formatted(layer, argument, value));
        }
        return value;
    }
}
