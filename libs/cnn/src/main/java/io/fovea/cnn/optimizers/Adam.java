package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Adam: Kingma and Ba (2015), arXiv:1412.6980, with epsilon where Keras has it:
 * {@code rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)}.
 *
 * @param amsgrad takes the largest {@code v} so far: Reddi, Kale and Kumar (2018), arXiv:1904.09237
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements Optimizer {
    private static final String MEAN = "m";
    private static final String VARIANCE = "v";
    private static final String LARGEST = "v_hat";

    /** @throws IllegalArgumentException where a beta is outside of [0, 1) */
    public Adam {
        Decays.require("beta1", beta1);
        Decays.require("beta2", beta2);
    }

    /** Without amsgrad. */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this(learningRate, beta1, beta2, epsilon, false);
    }

    /** Keras' default: rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. */
    public Adam() {
        this(0.001);
    }

    /** Keras' default at another rate. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public Map<String, Double> slots() {
        return amsgrad ? Map.of(MEAN, 0.0, VARIANCE, 0.0, LARGEST, 0.0) : Map.of(MEAN, 0.0, VARIANCE, 0.0);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        return amsgrad ? withLargest(tf, update) : plain(tf, update);
    }

    private Op plain(Ops tf, Update update) {
        return tf.train.resourceApplyAdam(
                update.variable(),
                update.slot(MEAN),
                update.slot(VARIANCE),
                power(tf, beta1, update),
                power(tf, beta2, update),
                update.learningRate(),
                update.constant(beta1),
                update.constant(beta2),
                update.constant(epsilon),
                update.gradient());
    }

    private Op withLargest(Ops tf, Update update) {
        return tf.train.resourceApplyAdamWithAmsgrad(
                update.variable(),
                update.slot(MEAN),
                update.slot(VARIANCE),
                update.slot(LARGEST),
                power(tf, beta1, update),
                power(tf, beta2, update),
                update.learningRate(),
                update.constant(beta1),
                update.constant(beta2),
                update.constant(epsilon),
                update.gradient());
    }

    private static Operand<TFloating> power(Ops tf, double beta, Update update) {
        return Decays.power(tf, beta, update, 1);
    }
}
