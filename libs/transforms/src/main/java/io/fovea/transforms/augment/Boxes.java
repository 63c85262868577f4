package io.fovea.transforms.augment;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Boxes in pictures of one size, one for each, drawn as {@code [top, bottom, left, right]} in pixels. */
record Boxes(int height, int width) {

    /** What a picture has of a box of this size about a place. */
    float[] about(int y, int x, int boxHeight, int boxWidth) {
        int top = y - boxHeight / 2;
        int left = x - boxWidth / 2;
        return new float[] {
            clip(top, height), clip(top + boxHeight, height), clip(left, width), clip(left + boxWidth, width)
        };
    }

    /** The share of a picture that a box covers. */
    double share(float[] box) {
        return (double) (box[1] - box[0]) * (box[3] - box[2]) / ((double) height * width);
    }

    /** True inside, {@code [batch, height, width, 1]}. */
    Operand<TBool> inside(Ops tf, Operand<TFloat32> boxes) {
        var edges = tf.split(tf.constant(1), boxes, 4L).output();
        Operand<TBool> rows = between(tf, places(tf, height, -1, 1), edges.get(0), edges.get(1));
        return tf.math.logicalAnd(rows, between(tf, places(tf, width, 1, -1), edges.get(2), edges.get(3)));
    }

    private static Operand<TBool> between(
            Ops tf, Operand<TFloat32> places, Operand<TFloat32> from, Operand<TFloat32> to) {
        var shape = tf.array(-1, 1, 1, 1);
        return tf.math.logicalAnd(
                tf.math.greaterEqual(places, tf.reshape(from, shape)), tf.math.less(places, tf.reshape(to, shape)));
    }

    private static Operand<TFloat32> places(Ops tf, int extent, int rows, int columns) {
        return tf.reshape(
                tf.range(tf.constant(0f), tf.constant((float) extent), tf.constant(1f)), tf.array(1, rows, columns, 1));
    }

    private static int clip(int place, int extent) {
        return Math.max(0, Math.min(extent, place));
    }
}
