package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * Keras' RMSprop: {@code mean = rho * mean + (1 - rho) * gradient^2}, step {@code rate * gradient / sqrt(mean + epsilon)}, which
 * is added to {@code momentum} times the step before.
 */
public record RmsProp(double learningRate, double rho, double momentum, double epsilon) implements Optimizer {
    private static final String MEAN_SQUARE = "mean_square";
    private static final String MOMENTUM = "momentum";

    /** Keras' default: rate 0.001, rho 0.9, no momentum, epsilon 1e-7. */
    public RmsProp() {
        this(0.001);
    }

    public RmsProp(double learningRate) {
        this(learningRate, 0.9, 0, 1e-7);
    }

    @Override
    public Map<String, Double> slots() {
        return Map.of(MEAN_SQUARE, 0.0, MOMENTUM, 0.0);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        return tf.train.resourceApplyRmsProp(
                update.variable(),
                update.slot(MEAN_SQUARE),
                update.slot(MOMENTUM),
                update.learningRate(),
                update.constant(rho),
                update.constant(momentum),
                update.constant(epsilon),
                update.gradient());
    }
}
