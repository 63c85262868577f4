package io.fovea.cnn.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' {@code SparseCategoricalCrossentropy}: {@link CategoricalCrossentropy} for targets that are class numbers (INT64, the
 * shape of the outputs without its last axis). Through one-hot labels: TensorFlow has no C++ gradient for the sparse operation.
 *
 * @param fromLogits true, other than Keras' default: outputs are logits. False: they are probabilities
 * @param labelSmoothing in [0, 1), as for {@link CategoricalCrossentropy}; Keras has none here
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements ClassNumberTargets {
    /** @throws IllegalArgumentException for a label smoothing outside of [0, 1) */
    public SparseCategoricalCrossentropy {
        Terms.requireSmoothing(labelSmoothing);
    }

    /** On logits, without label smoothing. */
    public SparseCategoricalCrossentropy() {
        this(true, 0);
    }

    /** The same, with targets moved towards the mean of the classes. */
    public SparseCategoricalCrossentropy labelSmoothing(double labelSmoothing) {
        return new SparseCategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    /** The same, for a model that ends in logits (true), or in softmax (false). */
    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return new SparseCategoricalCrossentropy(fromLogits, labelSmoothing);
    }

    @Override
    public Operand<TFloating> perPlace(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
        if (!fromLogits) {
            return new CategoricalCrossentropy(false, labelSmoothing).perPlace(tf, targets, outputs);
        }
        long classes = outputs.shape().get(-1);
        Operand<TFloating> smoothed = new Terms(tf, outputs).smoothed(targets, labelSmoothing, 1.0 / classes);
        if (outputs.shape().numDimensions() == 2) {
            return tf.nn.softmaxCrossEntropyWithLogits(outputs, smoothed).loss();
        }
        var flat = tf.constant(new long[] {-1, classes});
        var losses = tf.nn.softmaxCrossEntropyWithLogits(tf.reshape(outputs, flat), tf.reshape(smoothed, flat));
        long places = outputs.shape().tail().size() / classes;
        return tf.reshape(losses.loss(), tf.constant(new long[] {-1, places}));
    }
}
