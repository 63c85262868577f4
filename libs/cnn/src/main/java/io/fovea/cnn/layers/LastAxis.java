package io.fovea.cnn.layers;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Cuts along the last axis, where channels and filters are; brings another axis there and back. */
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

    /**
     * The place of {@code axis} in a shape without batch axis.
     *
     * @param axis as in Keras: 0 would be the batch, 1 is the first after it, -1 the last
     * @throws IllegalArgumentException where the shape has no such axis
     */
    static int withoutBatch(String layer, int axis, Shape shape) {
        int axes = shape.numDimensions();
        int place = axis < 0 ? axes + axis : axis - 1;
        if (place < 0 || place >= axes) {
            throw new IllegalArgumentException("%s: axis %d of tensors of %d axes.".formatted(layer, axis, axes + 1));
        }
        return place;
    }

    /** Swaps {@code axis} (the batch axis counted) and the last one; done twice it is undone. */
    static Operand<TFloating> swapped(Ops tf, Operand<TFloating> whole, int axis) {
        int last = whole.shape().numDimensions() - 1;
        if (axis == last) {
            return whole;
        }
        int[] order = IntStream.rangeClosed(0, last).toArray();
        order[axis] = last;
        order[last] = axis;
        return tf.linalg.transpose(whole, tf.constant(order));
    }
}
