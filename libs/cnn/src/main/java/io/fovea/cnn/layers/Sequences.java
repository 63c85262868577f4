package io.fovea.cnn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TFloating;

/** A sequence {@code [batch, steps, channels]} as an image of height 1, and back. */
final class Sequences {
    private Sequences() {}

    static Operand<TFloating> toRow(Ops tf, Operand<TFloating> sequence) {
        return tf.expandDims(sequence, tf.constant(1));
    }

    static Operand<TFloating> fromRow(Ops tf, Operand<TFloating> row) {
        return tf.squeeze(row, Squeeze.axis(List.of(1L)));
    }
}
