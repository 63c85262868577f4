package io.fovea.cnn.optimizers;

import java.util.OptionalInt;

/**
 * An average of each trainable weight: {@code average = momentum * average + (1 - momentum) * weight} after each step, the
 * weight itself after the first. While a model has one, the average is what {@code evaluate}, {@code predict}, {@code
 * weights()} and {@code export} take, and at the end of a fit the weights become it, as in Keras.
 *
 * @param momentum in [0, 1]; Keras' default is 0.99
 * @param overwriteEvery after this many steps, again and again, the weights become the average; empty for at the end only
 */
public record MovingAverage(double momentum, OptionalInt overwriteEvery) {
    /** @throws IllegalArgumentException where the momentum is outside of [0, 1], or the number of steps below 1 */
    public MovingAverage {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("Expected an EMA momentum in [0, 1], received %s.".formatted(momentum));
        }
        if (overwriteEvery.isPresent() && overwriteEvery.getAsInt() < 1) {
            throw new IllegalArgumentException("Expected to overwrite the weights every 1 step or more, received %d."
                    .formatted(overwriteEvery.getAsInt()));
        }
    }

    /** That overwrites the weights at the end of a fit only. */
    public MovingAverage(double momentum) {
        this(momentum, OptionalInt.empty());
    }

    /** That overwrites the weights every {@code steps} too. */
    public MovingAverage overwriteEvery(int steps) {
        return new MovingAverage(momentum, OptionalInt.of(steps));
    }
}
