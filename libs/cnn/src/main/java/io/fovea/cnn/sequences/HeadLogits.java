package io.fovea.cnn.sequences;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The heads' outputs of a batch {@code [batch, outputs]}, taken apart in a graph. */
public record HeadLogits(Ops tf, SequenceHeads heads, Operand<TFloating> all) {
    /** {@code [batch, longest]}. */
    public Operand<TFloating> lengths() {
        return part(0, heads.longest());
    }

    /** A row for each place of each example, {@code [batch * longest, classes]}. */
    public Operand<TFloating> places() {
        Operand<TFloating> places = part(heads.longest(), heads.longest() * heads.classes());
        return tf.reshape(places, tf.constant(new int[] {-1, heads.classes()}));
    }

    private Operand<TFloating> part(int begin, int size) {
        return tf.slice(all, tf.constant(new int[] {0, begin}), tf.constant(new int[] {-1, size}));
    }
}
