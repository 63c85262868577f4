package io.fovea.pipeline;

/** How weights follow their gradients: Keras' optimizers, with Keras' defaults for what has no key. */
public sealed interface OptimizerSpec {

    /** The step's size. */
    double learningRate();

    /** The same with another step's size. */
    OptimizerSpec withLearningRate(double rate);

    /** Gradient descent; {@code momentum} 0 is the plain one. */
    record Sgd(double learningRate, double momentum, boolean nesterov) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new Sgd(rate, momentum, nesterov);
        }
    }

    /** Keras' RMSprop. */
    record Rmsprop(double learningRate) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new Rmsprop(rate);
        }
    }

    /** Keras' Adam. */
    record Adam(double learningRate) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new Adam(rate);
        }
    }

    /** Adam whose weights lose {@code learningRate * weightDecay} of themselves before each step. */
    record AdamW(double learningRate, double weightDecay) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new AdamW(rate, weightDecay);
        }
    }

    /** Keras' Adagrad. */
    record Adagrad(double learningRate) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new Adagrad(rate);
        }
    }

    /** Keras' Nadam. */
    record Nadam(double learningRate) implements OptimizerSpec {
        @Override
        public OptimizerSpec withLearningRate(double rate) {
            return new Nadam(rate);
        }
    }
}
