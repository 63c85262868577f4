package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Softmax cross-entropy on logits. Through one-hot labels: TensorFlow has no C++ gradient for the sparse operation. */
record SparseCategoricalCrossentropy() implements Loss {
    @Override
    public DType targetType() {
        return DType.INT64;
    }

    @Override
    public Shape targetShape(Shape output) {
        if (output.numDimensions() != 1) {
            throw new IllegalArgumentException("Cross-entropy takes logits [classes], received %s.".formatted(output));
        }
        return Shape.scalar();
    }

    @Override
    public Operand<TFloating> perExample(Ops tf, Operand<? extends TType> targets, Operand<TFloating> logits) {
        int classes = Math.toIntExact(logits.shape().get(1));
        Operand<TFloating> one = tf.dtypes.cast(tf.constant(1f), logits.type());
        Operand<TFloating> zero = tf.dtypes.cast(tf.constant(0f), logits.type());
        Operand<TFloating> oneHot = tf.oneHot(labels(targets), tf.constant(classes), one, zero);
        return tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss();
    }

    @Override
    public Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> logits) {
        Operand<TInt64> best = tf.math.argMax(logits, tf.constant(1));
        return Optional.of(tf.dtypes.cast(tf.math.equal(best, labels(targets)), logits.type()));
    }

    @Override
    public Optional<Operand<TFloating>> probabilities(Ops tf, Operand<TFloating> logits) {
        return Optional.of(tf.nn.softmax(logits));
    }

    @SuppressWarnings("unchecked") // targets are fed as targetType() says
    private static Operand<TInt64> labels(Operand<? extends TType> targets) {
        return (Operand<TInt64>) targets;
    }
}
