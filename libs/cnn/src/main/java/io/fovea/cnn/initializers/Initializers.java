package io.fovea.cnn.initializers;

import java.util.Arrays;

/** Keras' initializers under Keras' names. */
public final class Initializers {
    private Initializers() {}

    public static Initializer zeros() {
        return constant(0);
    }

    public static Initializer ones() {
        return constant(1);
    }

    public static Initializer constant(float value) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            Arrays.fill(values, value);
            return values;
        };
    }

    /** Uniform in [-limit, limit], limit = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio (2010). */
    public static Initializer glorotUniform() {
        return VarianceScaling.uniform(1, VarianceScaling.Mode.FAN_AVERAGE);
    }

    /** Uniform in [-limit, limit], limit = sqrt(6 / fanIn): He et al. (2015), arXiv:1502.01852. */
    public static Initializer heUniform() {
        return VarianceScaling.uniform(2, VarianceScaling.Mode.FAN_IN);
    }

    /** Truncated normal of variance 2 / fanOut, as EfficientNet begins. */
    public static Initializer heNormalFanOut() {
        return VarianceScaling.truncatedNormal(2, VarianceScaling.Mode.FAN_OUT);
    }

    /** Uniform of variance 1 / (3 fanOut), as EfficientNet's classifier begins. */
    public static Initializer uniformFanOut() {
        return VarianceScaling.uniform(1 / 3.0, VarianceScaling.Mode.FAN_OUT);
    }

    /** Truncated normal of variance 2 / fanIn: He et al. (2015), arXiv:1502.01852. */
    public static Initializer heNormal() {
        return VarianceScaling.truncatedNormal(2, VarianceScaling.Mode.FAN_IN);
    }
}
