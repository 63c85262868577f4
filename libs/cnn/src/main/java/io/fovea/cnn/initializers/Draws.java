package io.fovea.cnn.initializers;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;

/** Values drawn one by one. */
final class Draws {
    private Draws() {}

    static float[] fill(Shape shape, RandomGenerator random, ToDoubleFunction<RandomGenerator> draw) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.applyAsDouble(random);
        }
        return values;
    }

    /** From the standard normal distribution, cut at 2. */
    static double truncatedGaussian(RandomGenerator random) {
        double value = random.nextGaussian();
        while (Math.abs(value) > 2) {
            value = random.nextGaussian();
        }
        return value;
    }
}
