package io.fovea.cnn.optimizers;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Adam with Nesterov's momentum: Dozat (2016), "Incorporating Nesterov Momentum into Adam", with the momentum schedule that
 * Keras has: {@code u_t = beta1 * (1 - 0.5 * 0.96^t)}.
 */
public record Nadam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    private static final String MEAN = "m";
    private static final String VARIANCE = "v";
    private static final String PRODUCT = "u_product"; // of u_1 to u_t
    private static final double DECAY = 0.96;

    /** @throws IllegalArgumentException where a beta is outside of [0, 1) */
    public Nadam {
        Decays.require("beta1", beta1);
        Decays.require("beta2", beta2);
    }

    /** Keras' default: rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. */
    public Nadam() {
        this(0.001);
    }

    /** Keras' default at another rate. */
    public Nadam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public Map<String, Double> slots() {
        return Map.of(MEAN, 0.0, VARIANCE, 0.0);
    }

    @Override
    public Map<String, Double> scalarSlots() {
        return Map.of(PRODUCT, 1.0);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        Operand<TFloating> gradient = update.gradient();
        Operand<TFloating> now = momentum(tf, update, 1);
        Operand<TFloating> next = momentum(tf, update, 2);
        Operand<TFloating> product = tf.math.mul(read(tf, update, PRODUCT), now);
        Operand<TFloating> mean = running(tf, update, MEAN, beta1, gradient);
        Operand<TFloating> variance = running(tf, update, VARIANCE, beta2, tf.math.square(gradient));
        Operand<TFloating> one = update.constant(1);
        Operand<TFloating> ahead = tf.math.div(tf.math.mul(next, mean), tf.math.sub(one, tf.math.mul(product, next)));
        Operand<TFloating> fresh = tf.math.div(tf.math.mul(tf.math.sub(one, now), gradient), tf.math.sub(one, product));
        Operand<TFloating> spread = tf.math.div(variance, tf.math.sub(one, Decays.power(tf, beta2, update, 1)));
        Operand<TFloating> step = tf.math.div(
                tf.math.mul(tf.math.add(ahead, fresh), update.learningRate()),
                tf.math.add(tf.math.sqrt(spread), update.constant(epsilon)));
        return tf.withControlDependencies(List.of(
                        tf.assignVariableOp(update.slot(PRODUCT), product),
                        tf.assignVariableOp(update.slot(MEAN), mean),
                        tf.assignVariableOp(update.slot(VARIANCE), variance),
                        tf.assignSubVariableOp(update.variable(), step)))
                .noOp();
    }

    /** {@code beta1 * (1 - 0.5 * 0.96^(step + more))}. */
    private Operand<TFloating> momentum(Ops tf, Update update, long more) {
        Operand<TFloating> half = tf.math.mul(update.constant(0.5), Decays.power(tf, DECAY, update, more));
        return tf.math.mul(update.constant(beta1), tf.math.sub(update.constant(1), half));
    }

    private static Operand<TFloating> running(
            Ops tf, Update update, String slot, double stays, Operand<TFloating> value) {
        Operand<TFloating> before = tf.math.mul(read(tf, update, slot), update.constant(stays));
        return tf.math.add(before, tf.math.mul(value, update.constant(1 - stays)));
    }

    private static Operand<TFloating> read(Ops tf, Update update, String slot) {
        return tf.readVariableOp(update.slot(slot), update.gradient().type());
    }
}
