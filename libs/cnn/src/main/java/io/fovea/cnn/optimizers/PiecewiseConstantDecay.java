package io.fovea.cnn.optimizers;

import java.util.List;

/**
 * Keras' {@code PiecewiseConstantDecay}: {@code values[0]} up to and with the step {@code boundaries[0]}, then {@code values[1]} up to
 * and with {@code boundaries[1]}, and so on; the last value beyond the last boundary.
 *
 * @param boundaries steps, each larger than the one before
 * @param values rates, one more than boundaries
 */
public record PiecewiseConstantDecay(List<Long> boundaries, List<Double> values) implements LearningRateSchedule {
    /** @throws IllegalArgumentException where the values are not one more than the boundaries, or the boundaries do not grow */
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException("Expected one learning rate more than boundaries, received %s and %s."
                    .formatted(values, boundaries));
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (boundaries.get(i) <= boundaries.get(i - 1)) {
                throw new IllegalArgumentException("Expected boundaries that grow, received %s.".formatted(boundaries));
            }
        }
        values.forEach(value -> Rates.require("learning rate", value));
    }

    @Override
    public double at(long step) {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece)) {
            piece++;
        }
        return values.get(piece);
    }
}
