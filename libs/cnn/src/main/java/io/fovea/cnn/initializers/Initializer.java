package io.fovea.cnn.initializers;

import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;

/** Gives a weight its first values. */
@FunctionalInterface
public interface Initializer {
    /** Row-major; the same state of {@code random} gives the same values. */
    float[] values(Shape shape, RandomGenerator random);
}
