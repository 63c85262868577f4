package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * {@code (input - mean) / sqrt(variance)} for each channel (the last axis), with what a data set was found to have: weights
 * {@code mean}, {@code variance} and, as in Keras, a {@code count} that nothing is computed with. None of them is learned.
 */
public final class Normalization extends SameShapeLayer {
    private final Initializer firstMean;
    private final Initializer firstVariance;
    private @Nullable Weight mean;
    private @Nullable Weight variance;

    /** Mean 0 and variance 1, until weights are loaded. */
    public Normalization() {
        this.firstMean = Initializers.zeros();
        this.firstVariance = Initializers.ones();
    }

    /** @param mean of each channel; {@code variance} likewise */
    public Normalization(float[] mean, float[] variance) {
        this.firstMean = values(mean);
        this.firstVariance = values(variance);
    }

    private static Initializer values(float[] values) {
        float[] kept = values.clone();
        return (shape, random) -> {
            if (shape.size() != kept.length) {
                throw new IllegalArgumentException(
                        "Normalization: expected %d channels, received %d.".formatted(kept.length, shape.size()));
            }
            return kept;
        };
    }

    @Override
    protected void build(Shape input) {
        Shape channels = Shape.of(input.get(input.numDimensions() - 1));
        mean = statistic("mean", channels, firstMean);
        variance = statistic("variance", channels, firstVariance);
        statistic("count", Shape.scalar(), Initializers.zeros());
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> centered = forward.tf().math.sub(input, forward.weight(mean));
        Operand<TFloating> deviation =
                forward.tf().math.maximum(forward.tf().math.sqrt(forward.weight(variance)), forward.constant(1e-7));
        return forward.tf().math.div(centered, deviation);
    }
}
