package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;

/**
 * Gradient descent with Keras' momentum: {@code velocity = momentum * velocity - rate * gradient}, and the weight moves by
 * {@code velocity}, or with Nesterov's by {@code momentum * velocity - rate * gradient}.
 */
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {
    private static final String VELOCITY = "velocity";

    /** @throws IllegalArgumentException where the momentum is outside of [0, 1] */
    public Sgd {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("Expected a momentum in [0, 1], received %s.".formatted(momentum));
        }
    }

    /** Keras' default: rate 0.01, no momentum. */
    public Sgd() {
        this(0.01);
    }

    /** Without momentum. */
    public Sgd(double learningRate) {
        this(learningRate, 0, false);
    }

    @Override
    public Map<String, Double> slots() {
        return momentum == 0 ? Map.of() : Map.of(VELOCITY, 0.0);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        if (momentum == 0) {
            return tf.train.resourceApplyGradientDescent(update.variable(), update.learningRate(), update.gradient());
        }
        return tf.train.resourceApplyKerasMomentum(
                update.variable(),
                update.slot(VELOCITY),
                update.learningRate(),
                update.gradient(),
                update.constant(momentum),
                ResourceApplyKerasMomentum.useNesterov(nesterov));
    }
}
