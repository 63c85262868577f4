package io.fovea.cnn.losses;

import io.fovea.cnn.layers.Activation;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A loss of outputs that each say yes (target 1) or no (target 0) by themselves. */
interface BinaryLoss extends ElementLoss {
    /** Whether the outputs are logits; else they are probabilities. */
    boolean fromLogits();

    /** How many of an example's outputs are on the right side of one half, as Keras' {@code binary_accuracy}. */
    @Override
    default Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        var saysYes = tf.math.greater(outputs, terms.constant(fromLogits() ? 0 : 0.5));
        var isYes = tf.math.greater(terms.cast(targets), terms.constant(0.5));
        return Optional.of(terms.meanOfExample(terms.cast(tf.math.equal(saysYes, isYes))));
    }

    @Override
    default Optional<Activation> outputActivation() {
        return Optional.of(fromLogits() ? Activation.SIGMOID : Activation.LINEAR);
    }

    /** Cross-entropy of each output with its target, which may lie between 0 and 1. */
    static Operand<TFloating> crossentropy(
            Ops tf, boolean fromLogits, Operand<TFloating> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        if (fromLogits) { // each term by itself keeps its digits, however large the logit
            return terms.mix(targets, tf.math.softplus(tf.math.neg(outputs)), tf.math.softplus(outputs));
        }
        Operand<TFloating> yes = terms.bounded(outputs);
        return tf.math.neg(terms.mix(targets, tf.math.log(yes), tf.math.log(terms.complement(yes))));
    }
}
