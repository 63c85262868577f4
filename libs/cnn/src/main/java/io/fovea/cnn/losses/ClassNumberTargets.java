package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A loss over classes, for targets that are class numbers: INT64, the shape of the outputs without its last axis. */
interface ClassNumberTargets extends ClassLoss {
    @Override
    default DType targetType() {
        return DType.INT64;
    }

    @Override
    default Shape targetShape(Shape output) {
        return ClassLoss.requireClasses(output).take(output.numDimensions() - 1);
    }

    /** A number that is no class would be a row of zeros in {@link #perClass}: a loss of 0, and nothing learnt. */
    @Override
    default Optional<String> fault(HostTensor targets, Shape output, float @Nullable [] weights) {
        long classes = output.get(-1);
        long[] numbers = targets.toLongs();
        int places = numbers.length / Math.max(1, targets.rows());
        for (int i = 0; i < numbers.length; i++) {
            boolean counts = weights == null || weights[i / places] != 0;
            if (counts && (numbers[i] < 0 || numbers[i] >= classes)) {
                return Optional.of("expected class numbers from 0 to %d, received %d in row %d of the batch%s"
                        .formatted(classes - 1, numbers[i], i / places, places == 1 ? "" : ", place " + i % places));
            }
        }
        return Optional.empty();
    }

    @Override
    default Operand<TFloating> perClass(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        int classes = Math.toIntExact(outputs.shape().get(-1));
        return tf.oneHot(classNumbers(tf, targets), tf.constant(classes), terms.constant(1), terms.constant(0));
    }

    @Override
    @SuppressWarnings("unchecked") // targets are fed as targetType() says
    default Operand<TInt64> classNumbers(Ops tf, Operand<? extends TType> targets) {
        return (Operand<TInt64>) targets;
    }

    /** Another loss over classes, with such targets. */
    record Of(ClassLoss loss) implements ClassNumberTargets {
        @Override
        public boolean fromLogits() {
            return loss.fromLogits();
        }

        @Override
        public Operand<TFloating> perPlace(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs) {
            return loss.perPlace(tf, targets, outputs);
        }
    }
}
