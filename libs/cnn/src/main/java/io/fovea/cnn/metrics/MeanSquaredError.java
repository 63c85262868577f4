package io.fovea.cnn.metrics;

/**
 * Keras' {@code mean_squared_error}: the mean of the squared differences between outputs and targets, FLOAT32 of one shape.
 *
 * @param name what it is called in logs
 */
public record MeanSquaredError(String name) implements Metric {
    /** Called {@code mean_squared_error}. */
    public MeanSquaredError() {
        this("mean_squared_error");
    }

    @Override
    public Accumulator start() {
        return new MeanAccumulator(Differences.each(difference -> difference * difference));
    }
}
