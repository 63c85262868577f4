package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.layers.Activation;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * A loss over classes that exclude each other: outputs {@code [batch, ..., classes]}, and a mean over the places of an example
 * where there are several.
 */
interface ClassLoss extends Loss {
    /** Whether the outputs are logits; else they are probabilities. */
    boolean fromLogits();

    /** {@code [batch, ..., classes]} to {@code [batch, ...]}. */
    Operand<TFloating> perPlace(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs);

    /** Targets as one number for each class. */
    Operand<TFloating> perClass(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs);

    /** The numbers of the classes that are right. */
    Operand<TInt64> classNumbers(Ops tf, Operand<? extends TType> targets);

    @Override
    default Operand<TFloating> perExample(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        return new Terms(tf, outputs).meanOfExample(perPlace(tf, perClass(tf, targets, outputs), outputs));
    }

    @Override
    default Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        Operand<TInt64> best = tf.math.argMax(outputs, tf.constant(-1));
        Terms terms = new Terms(tf, outputs);
        return Optional.of(terms.meanOfExample(terms.cast(tf.math.equal(best, classNumbers(tf, targets)))));
    }

    @Override
    default Optional<Activation> outputActivation() {
        return Optional.of(fromLogits() ? Activation.SOFTMAX : Activation.LINEAR);
    }

    /** @throws IllegalArgumentException where there is no axis of two classes or more */
    static Shape requireClasses(Shape output) {
        if (output.numDimensions() < 1) {
            throw new IllegalArgumentException("Cross-entropy takes logits [classes], received %s.".formatted(output));
        }
        if (output.get(-1) == 1) {
            throw new IllegalArgumentException(
                    "Expected two classes or more along the last axis, received outputs %s. Maybe this is a case for BinaryCrossentropy."
                            .formatted(output));
        }
        return output;
    }

    /** What a loss does whose targets have the shape of the outputs. */
    interface PerClassTargets extends ClassLoss {
        @Override
        default DType targetType() {
            return DType.FLOAT32;
        }

        @Override
        default Shape targetShape(Shape output) {
            return requireClasses(output);
        }

        @Override
        default Operand<TFloating> perClass(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
            return new Terms(tf, outputs).cast(targets);
        }

        @Override
        default Operand<TInt64> classNumbers(Ops tf, Operand<? extends TType> targets) {
            return tf.math.argMax(targets, tf.constant(-1));
        }
    }
}
