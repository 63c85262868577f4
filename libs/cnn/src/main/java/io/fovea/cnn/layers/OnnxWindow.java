package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxNode;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** How a window slides, as attributes of ONNX' convolutions and poolings. Sizes are known, so pads are written out. */
record OnnxWindow(long[] size, long[] strides, long[] dilations, Padding padding) {
    static OnnxWindow of(Size2D size, Size2D strides, Size2D dilation, Padding padding) {
        return new OnnxWindow(pair(size), pair(strides), pair(dilation), padding);
    }

    static OnnxWindow along(int size, int stride, int dilation, Padding padding) {
        return new OnnxWindow(new long[] {size}, new long[] {stride}, new long[] {dilation}, padding);
    }

    private static long[] pair(Size2D size) {
        return new long[] {size.height(), size.width()};
    }

    /** @param input of the node, in Keras' order without batch axis */
    OnnxNode on(Shape input, OnnxNode node) {
        return on(input, node, new int[size.length][2]);
    }

    /** @param margins zeros before and after each axis of the input, which it has already and the node's input has not yet */
    OnnxNode on(Shape input, OnnxNode node, int[][] margins) {
        node.attribute("kernel_shape", size).attribute("strides", strides);
        if (Arrays.stream(dilations).anyMatch(dilation -> dilation > 1)) {
            node.attribute("dilations", dilations);
        }
        return node.attribute("pads", pads(input, margins));
    }

    /** As many at the beginning of each axis, then as many at the end of each: the odd one at the end, as in TensorFlow. */
    private long[] pads(Shape input, int[][] margins) {
        long[] pads = new long[2 * size.length];
        for (int axis = 0; axis < size.length; axis++) {
            long total = padding == Padding.VALID ? 0 : total(input.get(axis), axis);
            pads[axis] = margins[axis][0] + total / 2;
            pads[axis + size.length] = margins[axis][1] + total - total / 2;
        }
        return pads;
    }

    private long total(long input, int axis) {
        long window = (size[axis] - 1) * dilations[axis] + 1;
        long outputs = padding.outputSize(input, window, strides[axis]);
        return Math.max(0, (outputs - 1) * strides[axis] + window - input);
    }
}
