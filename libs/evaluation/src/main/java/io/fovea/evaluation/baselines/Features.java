package io.fovea.evaluation.baselines;

/**
 * What a regression sees of each window: its numbers in a row.
 *
 * @param values row-major {@code [rows, width]}; not copied
 * @param width numbers of a window
 */
public record Features(float[] values, int width) {
    /** @throws IllegalArgumentException where the values are no whole rows */
    public Features {
        if (width < 1 || values.length % width != 0) {
            throw new IllegalArgumentException(
                    "Expected rows of %d numbers, received %d numbers.".formatted(width, values.length));
        }
    }

    double value(int row, int column) {
        return values[row * width + column];
    }
}
