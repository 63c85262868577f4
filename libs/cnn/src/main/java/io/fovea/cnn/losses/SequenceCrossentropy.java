package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.sequences.HeadLogits;
import io.fovea.cnn.sequences.HeadSoftmax;
import io.fovea.cnn.sequences.SequenceHeads;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * How improbable a sequence is to its {@link SequenceHeads}: {@code -log P(sequence)}, the cross-entropies of its length and of the class
 * at each of its places, added up. Heads of places beyond its end have no loss and no gradient.
 *
 * <p>Outputs are logits {@code [batch, outputs]}; targets INT64 {@code [batch, longest]}, the classes and then {@link
 * SequenceHeads#NONE}. An example is right where its most probable sequence is: the length and every class.
 */
public record SequenceCrossentropy(SequenceHeads heads) implements Loss {
    @Override
    public DType targetType() {
        return DType.INT64;
    }

    @Override
    public Shape targetShape(Shape output) {
        if (!output.equals(Shape.of(heads.outputs()))) {
            throw new IllegalArgumentException(
                    "Expected outputs [%d] of the heads of %d classes and length %d, received %s."
                            .formatted(heads.outputs(), heads.classes(), heads.longest(), output));
        }
        return Shape.of(heads.longest());
    }

    @Override
    public Optional<String> fault(HostTensor targets, Shape output, float @Nullable [] weights) {
        long[] all = targets.toLongs();
        for (int row = 0; row < targets.rows(); row++) {
            long[] target = Arrays.copyOfRange(all, row * heads.longest(), (row + 1) * heads.longest());
            if ((weights == null || weights[row] != 0) && !isSequence(target)) {
                return Optional.of(
                        "expected classes from 0 to %d and then nothing but %d, received %s in row %d of the batch"
                                .formatted(heads.classes() - 1, SequenceHeads.NONE, Arrays.toString(target), row));
            }
        }
        return Optional.empty();
    }

    private boolean isSequence(long[] target) {
        boolean ended = false;
        for (int place = 0; place < target.length; place++) {
            boolean isNone = target[place] == SequenceHeads.NONE;
            if (isNone ? place == 0 : ended || target[place] < 0 || target[place] >= heads.classes()) {
                return false;
            }
            ended |= isNone;
        }
        return true;
    }

    @Override
    public Operand<TFloating> perExample(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        HeadLogits logits = new HeadLogits(tf, heads, outputs);
        Terms terms = new Terms(tf, outputs);
        Operand<TInt64> classes = classes(targets);
        Operand<TFloating> length = crossentropy(tf, terms, logits.lengths(), lastPlace(tf, classes), heads.longest());
        Operand<TInt64> flat = tf.reshape(classes, tf.constant(new int[] {-1}));
        Operand<TFloating> places = crossentropy(tf, terms, logits.places(), flat, heads.classes());
        Operand<TFloating> there =
                terms.cast(isThere(tf, classes)); // TensorFlow's gradient of a row without a class is not 0
        return tf.math.add(length, tf.reduceSum(tf.math.mul(byPlace(tf, places), there), tf.constant(1)));
    }

    /** {@code [rows]}; 0 in a row whose class is none. */
    private static Operand<TFloating> crossentropy(
            Ops tf, Terms terms, Operand<TFloating> logits, Operand<TInt64> classes, int count) {
        Operand<TFloating> right = tf.oneHot(classes, tf.constant(count), terms.constant(1), terms.constant(0));
        return tf.nn.softmaxCrossEntropyWithLogits(logits, right).loss();
    }

    @Override
    public Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        HeadLogits logits = new HeadLogits(tf, heads, outputs);
        Operand<TInt64> classes = classes(targets);
        Operand<TFloating> best = tf.reduceMax(tf.nn.logSoftmax(logits.places()), tf.constant(1));
        Operand<TFloating> ofLengths =
                tf.math.add(tf.nn.logSoftmax(logits.lengths()), tf.math.cumsum(byPlace(tf, best), tf.constant(1)));
        Operand<TBool> length = tf.math.equal(tf.math.argMax(ofLengths, tf.constant(1)), lastPlace(tf, classes));
        Operand<TBool> same = tf.math.equal(byPlace(tf, tf.math.argMax(logits.places(), tf.constant(1))), classes);
        Operand<TBool> right = tf.math.logicalOr(same, tf.math.logicalNot(isThere(tf, classes)));
        return Optional.of(
                new Terms(tf, outputs).cast(tf.math.logicalAnd(length, tf.reduceAll(right, tf.constant(1)))));
    }

    /** The place of the last class, from 0: the length less 1. */
    private static Operand<TInt64> lastPlace(Ops tf, Operand<TInt64> classes) {
        Operand<TInt64> there = tf.dtypes.cast(isThere(tf, classes), TInt64.class);
        return tf.math.sub(tf.reduceSum(there, tf.constant(1)), tf.constant(1L));
    }

    private static Operand<TBool> isThere(Ops tf, Operand<TInt64> classes) {
        return tf.math.greaterEqual(classes, tf.constant(0L));
    }

    /** {@code [batch * longest]} to {@code [batch, longest]}. */
    private <T extends TType> Operand<T> byPlace(Ops tf, Operand<T> flat) {
        return tf.reshape(flat, tf.constant(new int[] {-1, heads.longest()}));
    }

    @SuppressWarnings("unchecked") // targets are fed as targetType() says
    private static Operand<TInt64> classes(Operand<? extends TType> targets) {
        return (Operand<TInt64>) targets;
    }

    /** None: {@link #outputLayer} is more than one function of all outputs. */
    @Override
    public Optional<Activation> outputActivation() {
        return Optional.empty();
    }

    /** Softmax of each head. */
    @Override
    public Optional<Layer> outputLayer() {
        return Optional.of(new HeadSoftmax(heads));
    }
}
