package io.fovea.cnn.losses;

import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code BinaryFocalCrossentropy}: {@link BinaryCrossentropy} times {@code (1 - q)^gamma}, where {@code q = target * p + (1 -
 * target) * (1 - p)} is how right an output is already. Lin et al. (2017), arXiv:1708.02002, equation 4; with alpha, 5.
 *
 * @param alpha where there is one, each output counts {@code target * alpha + (1 - target) * (1 - alpha)}; Keras' {@code
 *     apply_class_balancing}
 * @param gamma 0 or more; 0 leaves the cross-entropy
 * @param fromLogits true, other than Keras' default: outputs are logits. False: they are probabilities
 * @param labelSmoothing in [0, 1), as for {@link BinaryCrossentropy}
 */
public record BinaryFocalCrossentropy(OptionalDouble alpha, double gamma, boolean fromLogits, double labelSmoothing)
        implements BinaryLoss {
    /** @throws IllegalArgumentException for an alpha, gamma or label smoothing out of range */
    public BinaryFocalCrossentropy {
        if (alpha.isPresent() && !(alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "Expected an alpha in [0, 1], received %s.".formatted(alpha.getAsDouble()));
        }
        Terms.requireGamma(gamma);
        Terms.requireSmoothing(labelSmoothing);
    }

    /** Keras' defaults, on logits: no alpha, gamma 2, no label smoothing. */
    public BinaryFocalCrossentropy() {
        this(OptionalDouble.empty(), 2, true, 0);
    }

    /** The same, with what is yes counting {@code alpha} and what is no {@code 1 - alpha}; the paper has 0.25. */
    public BinaryFocalCrossentropy alpha(double alpha) {
        return new BinaryFocalCrossentropy(OptionalDouble.of(alpha), gamma, fromLogits, labelSmoothing);
    }

    /** The same with another exponent. */
    public BinaryFocalCrossentropy gamma(double gamma) {
        return new BinaryFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    /** The same, for a model that ends in logits (true), or in sigmoid (false). */
    public BinaryFocalCrossentropy fromLogits(boolean fromLogits) {
        return new BinaryFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    /** The same, with targets moved towards one half. */
    public BinaryFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return new BinaryFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    @Override
    public Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        Operand<TFloating> smoothed = terms.smoothed(targets, labelSmoothing, 0.5);
        Operand<TFloating> loss = BinaryLoss.crossentropy(tf, fromLogits, smoothed, outputs);
        if (gamma > 0) {
            loss = tf.math.mul(loss, terms.focus(wrongness(tf, terms, smoothed, outputs), gamma));
        }
        if (alpha.isPresent()) {
            double yes = alpha.getAsDouble();
            loss = tf.math.mul(loss, terms.mix(smoothed, terms.constant(yes), terms.constant(1 - yes)));
        }
        return loss;
    }

    /** {@code 1 - q}, without the cancellation of a subtraction from 1. */
    private Operand<TFloating> wrongness(Ops tf, Terms terms, Operand<TFloating> targets, Operand<TFloating> outputs) {
        if (fromLogits) {
            return terms.mix(targets, tf.math.sigmoid(tf.math.neg(outputs)), tf.math.sigmoid(outputs));
        }
        Operand<TFloating> yes = terms.bounded(outputs);
        return terms.mix(targets, terms.complement(yes), yes);
    }
}
