package io.fovea.pipeline;

/** How weights follow their gradients: Keras' optimizers, with Keras' defaults for what has no key. */
public sealed interface OptimizerSpec {

    /** The step's size. */
    double learningRate();

    /** Gradient descent; {@code momentum} 0 is the plain one. */
    record Sgd(double learningRate, double momentum, boolean nesterov) implements OptimizerSpec {}

    /** Keras' RMSprop. */
    record Rmsprop(double learningRate) implements OptimizerSpec {}

    /** Keras' Adam. */
    record Adam(double learningRate) implements OptimizerSpec {}

    /** Adam whose weights lose {@code learningRate * weightDecay} of themselves before each step. */
    record AdamW(double learningRate, double weightDecay) implements OptimizerSpec {}

    /** Keras' Adagrad. */
    record Adagrad(double learningRate) implements OptimizerSpec {}

    /** Keras' Nadam. */
    record Nadam(double learningRate) implements OptimizerSpec {}
}
