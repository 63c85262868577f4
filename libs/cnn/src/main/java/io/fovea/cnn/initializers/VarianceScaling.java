package io.fovea.cnn.initializers;

import org.tensorflow.ndarray.Shape;

/** Values whose variance is {@code scale / n}, n from the number of inputs and outputs of a unit. */
final class VarianceScaling {
    /** The standard deviation of a standard normal that is cut at 2. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    private VarianceScaling() {}

    enum Mode {
        FAN_IN,
        FAN_OUT,
        FAN_AVERAGE;

        double divisor(Shape shape) {
            double fanIn = receptiveField(shape) * axisFromEnd(shape, 2);
            double fanOut = receptiveField(shape) * axisFromEnd(shape, 1);
            return switch (this) {
                case FAN_IN -> fanIn;
                case FAN_OUT -> fanOut;
                case FAN_AVERAGE -> (fanIn + fanOut) / 2;
            };
        }

        private static double receptiveField(Shape shape) {
            double field = 1;
            for (int axis = 0; axis < shape.numDimensions() - 2; axis++) {
                field *= shape.get(axis);
            }
            return field;
        }

        private static double axisFromEnd(Shape shape, int fromEnd) {
            return shape.numDimensions() == 0 ? 1 : shape.get(Math.max(0, shape.numDimensions() - fromEnd));
        }
    }

    static Initializer uniform(double scale, Mode mode) {
        return (shape, random) -> {
            double limit = Math.sqrt(3 * scale / Math.max(1, mode.divisor(shape)));
            return Draws.fill(shape, random, from -> limit * (2 * from.nextDouble() - 1));
        };
    }

    static Initializer truncatedNormal(double scale, Mode mode) {
        return (shape, random) -> {
            double deviation = Math.sqrt(scale / Math.max(1, mode.divisor(shape))) / TRUNCATED_DEVIATION;
            return Draws.fill(shape, random, from -> deviation * Draws.truncatedGaussian(from));
        };
    }
}
