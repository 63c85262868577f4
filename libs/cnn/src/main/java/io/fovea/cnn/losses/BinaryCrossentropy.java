package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code BinaryCrossentropy}: for outputs that each say yes or no by themselves, the mean over an example's outputs of
 * {@code -target * log(p) - (1 - target) * log(1 - p)}. Targets are FLOAT32 in the shape of the outputs, from 0 to 1.
 *
 * @param fromLogits true, other than Keras' default: outputs are logits, {@code p = sigmoid(output)}. False: they are
 *     probabilities, bounded to [1e-7, 1 - 1e-7] as in Keras; no gradient comes from beyond
 * @param labelSmoothing in [0, 1): targets become {@code target * (1 - labelSmoothing) + labelSmoothing / 2}
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements BinaryLoss {
    /** @throws IllegalArgumentException for a label smoothing outside of [0, 1) */
    public BinaryCrossentropy {
        Terms.requireSmoothing(labelSmoothing);
    }

    /** On logits, without label smoothing. */
    public BinaryCrossentropy() {
        this(true, 0);
    }

    /** The same, with targets moved towards one half. */
    public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing);
    }

    /** The same, for a model that ends in logits (true), or in sigmoid (false). */
    public BinaryCrossentropy fromLogits(boolean fromLogits) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing);
    }

    @Override
    public Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Operand<TFloating> smoothed = new Terms(tf, outputs).smoothed(targets, labelSmoothing, 0.5);
        return BinaryLoss.crossentropy(tf, fromLogits, smoothed, outputs);
    }
}
