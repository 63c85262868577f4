package io.fovea.cnn.optimizers;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Adagrad: Duchi, Hazan and Singer (2011), JMLR 12, as Keras has it: {@code sum += gradient^2}, step {@code rate * gradient /
 * sqrt(sum + epsilon)}.
 *
 * @param initialAccumulatorValue what the sum begins with, 0 or more
 */
public record Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) implements Optimizer {
    private static final String SUM = "accumulator";

    /** @throws IllegalArgumentException where the sum would begin below 0 */
    public Adagrad {
        if (!(initialAccumulatorValue >= 0)) {
            throw new IllegalArgumentException("Expected an initial accumulator value of 0 or more, received %s."
                    .formatted(initialAccumulatorValue));
        }
    }

    /** Keras' default: rate 0.001, a sum that begins with 0.1, epsilon 1e-7. */
    public Adagrad() {
        this(0.001);
    }

    /** Keras' default at another rate. */
    public Adagrad(double learningRate) {
        this(learningRate, 0.1, 1e-7);
    }

    @Override
    public Map<String, Double> slots() {
        return Map.of(SUM, initialAccumulatorValue);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        Operand<TFloating> before =
                tf.readVariableOp(update.slot(SUM), update.gradient().type());
        Operand<TFloating> sum = tf.math.add(before, tf.math.square(update.gradient()));
        Operand<TFloating> root = tf.math.sqrt(tf.math.add(sum, update.constant(epsilon)));
        Operand<TFloating> step = tf.math.div(tf.math.mul(update.learningRate(), update.gradient()), root);
        return tf.withControlDependencies(List.of(
                        tf.assignVariableOp(update.slot(SUM), sum), tf.assignSubVariableOp(update.variable(), step)))
                .noOp();
    }
}
