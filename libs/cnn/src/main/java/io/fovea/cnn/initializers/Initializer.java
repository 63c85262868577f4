package io.fovea.cnn.initializers;

import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;

/** Gives a weight its first values. */
@FunctionalInterface
public interface Initializer {
    /**
     * As many values as the shape has, row-major; the same state of {@code random} gives the same values.
     *
     * @throws IllegalArgumentException where there are no such values in this shape
     */
    float[] values(Shape shape, RandomGenerator random);
}
