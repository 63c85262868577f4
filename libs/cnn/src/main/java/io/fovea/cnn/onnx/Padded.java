package io.fovea.cnn.onnx;

import org.tensorflow.ndarray.Shape;

/**
 * A tensor with zeros around it. A convolution can take the zeros into its own padding; a pooling cannot, whose padding is not
 * counted.
 *
 * @param margins before and after each axis in Keras' order, the batch axis not among them
 */
public record Padded(OnnxValue source, int[][] margins) {
    /** Without any. */
    static Padded none(OnnxValue value) {
        return new Padded(value, new int[value.axes()][2]);
    }

    boolean isNone() {
        for (int[] margin : margins) {
            if (margin[0] + margin[1] > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The node itself. Its axes are given, all of them, so that ONNX Runtime (seen with 1.22) does not take the zeros into a MaxPool,
     * whose own padding is less than every value.
     */
    OnnxValue addTo(OnnxGraph graph) {
        int axes = source.axes();
        long[] pads = new long[2 * (axes + 1)];
        long[] all = new long[axes + 1];
        long[] shape = source.shape().asArray();
        for (int axis = 0; axis < axes; axis++) {
            int stored = source.layout().axis(axis, axes);
            pads[stored] = margins[axis][0];
            pads[stored + axes + 1] = margins[axis][1];
            all[stored] = stored;
            shape[axis] += margins[axis][0] + margins[axis][1];
        }
        return graph.node("Pad")
                .input(source)
                .integers("pads", pads)
                .scalar(0)
                .integers("axes", all)
                .output(Shape.of(shape), source.layout());
    }
}
