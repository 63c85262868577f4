package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code CategoricalCrossentropy}: minus the sum over the classes of target times log-probability, for targets FLOAT32 in
 * the shape of the outputs, such as one-hot. Where outputs have more axes than {@code [batch, classes]}, as those of a
 * segmentation, the mean over an example's places.
 *
 * @param fromLogits true, other than Keras' default: outputs are logits, and no digit is lost. False: they are probabilities,
 *     which are made to sum up to 1 and bounded to [1e-7, 1 - 1e-7] as in Keras; no gradient comes from beyond
 * @param labelSmoothing in [0, 1): targets become {@code target * (1 - labelSmoothing) + labelSmoothing / classes}
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements ClassLoss.PerClassTargets {
    /** @throws IllegalArgumentException for a label smoothing outside of [0, 1) */
    public CategoricalCrossentropy {
        Terms.requireSmoothing(labelSmoothing);
    }

    /** On logits, without label smoothing. */
    public CategoricalCrossentropy() {
        this(true, 0);
    }

    /** The same, with targets moved towards the mean of the classes. */
    public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    /** The same, for a model that ends in logits (true), or in softmax (false). */
    public CategoricalCrossentropy fromLogits(boolean fromLogits) {
        return new CategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    @Override
    public Operand<TFloating> perPlace(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        long classes = outputs.shape().get(-1);
        Operand<TFloating> smoothed = terms.smoothed(targets, labelSmoothing, 1.0 / classes);
        Operand<TFloating> logs = fromLogits
                ? tf.nn.logSoftmax(
                        outputs) // right for any targets: the gradient of TensorFlow's own takes it that they sum up to
                // 1
                : tf.math.log(terms.bounded(terms.normalized(outputs)));
        return terms.sumOverLastAxis(tf.math.mul(smoothed, tf.math.neg(logs)));
    }
}
