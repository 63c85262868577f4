package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * Keras' RMSprop: {@code mean = rho * mean + (1 - rho) * gradient^2}, step {@code rate * gradient / sqrt(mean + epsilon)}, which
 * is added to {@code momentum} times the step before.
 *
 * @param centered divides by the gradient's spread in place of its size: the square of its running mean is taken off {@code
 *     mean}
 */
public record RmsProp(double learningRate, double rho, double momentum, double epsilon, boolean centered)
        implements Optimizer {
    private static final String MEAN_SQUARE = "mean_square";
    private static final String MOMENTUM = "momentum";
    private static final String MEAN = "mean";

    /** @throws IllegalArgumentException where rho or the momentum is outside of [0, 1) */
    public RmsProp {
        Decays.require("rho", rho);
        Decays.require("momentum", momentum);
    }

    /** Not centered. */
    public RmsProp(double learningRate, double rho, double momentum, double epsilon) {
        this(learningRate, rho, momentum, epsilon, false);
    }

    /** Keras' default: rate 0.001, rho 0.9, no momentum, epsilon 1e-7. */
    public RmsProp() {
        this(0.001);
    }

    /** Keras' default at another rate. */
    public RmsProp(double learningRate) {
        this(learningRate, 0.9, 0, 1e-7);
    }

    @Override
    public Map<String, Double> slots() {
        return centered ? Map.of(MEAN_SQUARE, 0.0, MOMENTUM, 0.0, MEAN, 0.0) : Map.of(MEAN_SQUARE, 0.0, MOMENTUM, 0.0);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        return centered ? aroundItsMean(tf, update) : plain(tf, update);
    }

    private Op plain(Ops tf, Update update) {
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

    private Op aroundItsMean(Ops tf, Update update) {
        return tf.train.resourceApplyCenteredRmsProp(
                update.variable(),
                update.slot(MEAN),
                update.slot(MEAN_SQUARE),
                update.slot(MOMENTUM),
                update.learningRate(),
                update.constant(rho),
                update.constant(momentum),
                update.constant(epsilon),
                update.gradient());
    }
}
