package io.fovea.cnn.layers;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Cuts along the last axis, where channels and filters are. */
final class LastAxis {
    private LastAxis() {}

    /** One of {@code parts} equal ones. */
    static Operand<TFloating> part(Ops tf, Operand<TFloating> whole, int index, int parts) {
        Shape shape = whole.shape();
        int last = shape.numDimensions() - 1;
        int[] begin = new int[last + 1];
        int[] size = new int[last + 1];
        Arrays.fill(size, -1); // all of it
        size[last] = (int) shape.get(last) / parts;
        begin[last] = index * size[last];
        return tf.slice(whole, tf.constant(begin), tf.constant(size));
    }
}
