package io.fovea.cnn.losses;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code CategoricalFocalCrossentropy}: the sum over the classes of {@code -alpha * target * (1 - p)^gamma * log(p)}, which
 * counts less what is right already. Lin et al. (2017), arXiv:1708.02002, equation 5.
 *
 * @param alpha a factor for all classes, or one for each
 * @param gamma 0 or more; 0 leaves the cross-entropy, times alpha
 * @param fromLogits true, other than Keras' default: outputs are logits. False: they are probabilities, which are made to sum up
 *     to 1 and bounded to [1e-7, 1 - 1e-7]
 * @param labelSmoothing in [0, 1), as for {@link CategoricalCrossentropy}
 */
public record CategoricalFocalCrossentropy(List<Double> alpha, double gamma, boolean fromLogits, double labelSmoothing)
        implements ClassLoss.PerClassTargets {
    /** @throws IllegalArgumentException without an alpha, or for a gamma or label smoothing out of range */
    public CategoricalFocalCrossentropy {
        alpha = List.copyOf(alpha);
        if (alpha.isEmpty()) {
            throw new IllegalArgumentException("Expected an alpha, or one for each class, received none.");
        }
        Terms.requireGamma(gamma);
        Terms.requireSmoothing(labelSmoothing);
    }

    /** Keras' defaults, on logits: alpha 0.25, gamma 2, no label smoothing. */
    public CategoricalFocalCrossentropy() {
        this(List.of(0.25), 2, true, 0);
    }

    /** The same with another factor, or one for each class. */
    public CategoricalFocalCrossentropy alpha(double... alpha) {
        return new CategoricalFocalCrossentropy(
                Arrays.stream(alpha).boxed().toList(), gamma, fromLogits, labelSmoothing);
    }

    /** The same with another exponent. */
    public CategoricalFocalCrossentropy gamma(double gamma) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    /** The same, for a model that ends in logits (true), or in softmax (false). */
    public CategoricalFocalCrossentropy fromLogits(boolean fromLogits) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    /** The same, with targets moved towards the mean of the classes. */
    public CategoricalFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return new CategoricalFocalCrossentropy(alpha, gamma, fromLogits, labelSmoothing);
    }

    /** The same for targets that are class numbers: INT64, the shape of the outputs without its last axis. Keras has none such. */
    public Loss sparse() {
        return new ClassNumberTargets.Of(this);
    }

    @Override
    public Operand<TFloating> perPlace(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        long classes = outputs.shape().get(-1);
        Operand<TFloating> logs =
                fromLogits ? tf.nn.logSoftmax(outputs) : tf.math.log(terms.bounded(terms.normalized(outputs)));
        Operand<TFloating> weights =
                tf.math.mul(terms.smoothed(targets, labelSmoothing, 1.0 / classes), factors(tf, terms, classes));
        if (gamma > 0) { // 1 - p without the cancellation of 1 - exp(log(p))
            weights = tf.math.mul(weights, terms.focus(tf.math.neg(tf.math.expm1(logs)), gamma));
        }
        return terms.sumOverLastAxis(tf.math.mul(weights, tf.math.neg(logs)));
    }

    private Operand<TFloating> factors(Ops tf, Terms terms, long classes) {
        if (alpha.size() == 1) {
            return terms.constant(alpha.get(0));
        }
        if (alpha.size() != classes) {
            throw new IllegalArgumentException(
                    "Expected one alpha or one for each of %d classes, received %s.".formatted(classes, alpha));
        }
        return terms.cast(
                tf.constant(alpha.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
