package io.fovea.cnn.metrics;

/**
 * Keras' {@code mean_absolute_error}: the mean of the absolute differences between outputs and targets, FLOAT32 of one shape.
 *
 * @param name what it is called in logs
 */
public record MeanAbsoluteError(String name) implements Metric {
    /** Called {@code mean_absolute_error}. */
    public MeanAbsoluteError() {
        this("mean_absolute_error");
    }

    @Override
    public Accumulator start() {
        return new MeanAccumulator(Differences.each(Math::abs));
    }
}
