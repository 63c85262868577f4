package io.fovea.cnn.initializers;

import io.fovea.cnn.initializers.VarianceScaling.Mode;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * Keras' initializers under Keras' names and with its defaults.
 *
 * <p>{@code fanIn} and {@code fanOut} are the numbers of inputs and outputs of a unit: the last two axes of a kernel, each times the
 * size of the window. Truncated normal values lie within two standard deviations; where a variance is named, it is the variance
 * after the cut, as in Keras.
 */
public final class Initializers {
    private Initializers() {}

    /** All 0. */
    public static Initializer zeros() {
        return constant(0);
    }

    /** All 1. */
    public static Initializer ones() {
        return constant(1);
    }

    /** All {@code value}. */
    public static Initializer constant(float value) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            Arrays.fill(values, value);
            return values;
        };
    }

    /** Normal, mean 0, standard deviation 0.05: Keras' defaults. */
    public static Initializer randomNormal() {
        return randomNormal(0, 0.05);
    }

    /** Normal. */
    public static Initializer randomNormal(double mean, double deviation) {
        return (shape, random) -> Draws.fill(shape, random, from -> mean + deviation * from.nextGaussian());
    }

    /** Uniform in [-0.05, 0.05): Keras' defaults. */
    public static Initializer randomUniform() {
        return randomUniform(-0.05, 0.05);
    }

    /** Uniform in [low, high). */
    public static Initializer randomUniform(double low, double high) {
        return (shape, random) -> Draws.fill(shape, random, from -> low + (high - low) * from.nextDouble());
    }

    /** Truncated normal, mean 0, standard deviation 0.05 before the cut: Keras' defaults. */
    public static Initializer truncatedNormal() {
        return truncatedNormal(0, 0.05);
    }

    /** Normal, drawn again where it is more than two standard deviations from the mean. */
    public static Initializer truncatedNormal(double mean, double deviation) {
        return (shape, random) -> Draws.fill(shape, random, from -> mean + deviation * Draws.truncatedGaussian(from));
    }

    /** Uniform in [-limit, limit], limit = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio (2010). */
    public static Initializer glorotUniform() {
        return VarianceScaling.uniform(1, Mode.FAN_AVERAGE);
    }

    /** Truncated normal of variance 2 / (fanIn + fanOut): Glorot and Bengio (2010). */
    public static Initializer glorotNormal() {
        return VarianceScaling.truncatedNormal(1, Mode.FAN_AVERAGE);
    }

    /** Uniform in [-limit, limit], limit = sqrt(6 / fanIn): He et al. (2015), arXiv:1502.01852. */
    public static Initializer heUniform() {
        return VarianceScaling.uniform(2, Mode.FAN_IN);
    }

    /** Truncated normal of variance 2 / fanIn: He et al. (2015), arXiv:1502.01852. */
    public static Initializer heNormal() {
        return VarianceScaling.truncatedNormal(2, Mode.FAN_IN);
    }

    /** Uniform in [-limit, limit], limit = sqrt(3 / fanIn): Klambauer et al. (2017), arXiv:1706.02515. */
    public static Initializer lecunUniform() {
        return VarianceScaling.uniform(1, Mode.FAN_IN);
    }

    /** Truncated normal of variance 1 / fanIn: Klambauer et al. (2017), arXiv:1706.02515. */
    public static Initializer lecunNormal() {
        return VarianceScaling.truncatedNormal(1, Mode.FAN_IN);
    }

    /** Truncated normal of variance 2 / fanOut, as EfficientNet's convolutions begin. */
    public static Initializer heNormalFanOut() {
        return VarianceScaling.truncatedNormal(2, Mode.FAN_OUT);
    }

    /** Uniform of variance 1 / (3 fanOut), as EfficientNet's classifier begins. */
    public static Initializer uniformFanOut() {
        return VarianceScaling.uniform(1 / 3.0, Mode.FAN_OUT);
    }

    /**
     * An orthogonal matrix, or the part of one that fits: rows (all axes but the last) or columns, whichever are fewer, have length
     * {@code gain} and are at right angles: Saxe et al. (2014), arXiv:1312.6120. Of two axes or more.
     */
    public static Initializer orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /**
     * Passes each channel on as it is, to begin with: 1 from a channel to itself, in the middle of the window, 0 elsewhere. Of two axes
     * or more; of a Dense kernel it is Keras' Identity, of a convolution's what Yu and Koltun (2016) begin with, arXiv:1511.07122.
     */
    public static Initializer identity() {
        return (shape, random) -> {
            requireMatrix(shape);
            float[] values = new float[Math.toIntExact(shape.size())];
            int axes = shape.numDimensions();
            int channels = (int) Math.min(shape.get(axes - 2), shape.get(axes - 1));
            int middle = 0;
            for (int axis = 0; axis < axes - 2; axis++) {
                middle = (int) (middle * shape.get(axis) + (shape.get(axis) - 1) / 2);
            }
            for (int channel = 0; channel < channels; channel++) {
                values[(int) ((middle * shape.get(axes - 2) + channel) * shape.get(axes - 1)) + channel] = 1;
            }
            return values;
        };
    }

    static void requireMatrix(Shape shape) {
        if (shape.numDimensions() < 2) {
            throw new IllegalArgumentException("Expected a kernel of two axes or more, received %s.".formatted(shape));
        }
    }
}
