package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.ndarray.Shape;

/** A part of a tensor, cut along its axes. */
final class OnnxSlices {
    private OnnxSlices() {}

    /**
     * @param output the part's shape
     * @param begin where the part begins along the first axes in Keras' order, the batch axis not among them
     */
    static OnnxValue part(OnnxGraph graph, OnnxValue value, Shape output, long... begin) {
        long[] ends = new long[begin.length];
        long[] axes = new long[begin.length];
        for (int axis = 0; axis < begin.length; axis++) {
            ends[axis] = begin[axis] + output.get(axis);
            axes[axis] = value.layout().axis(axis, value.axes());
        }
        return graph.node("Slice")
                .input(value)
                .integers("starts", begin)
                .integers("ends", ends)
                .integers("axes", axes)
                .output(output, value.layout());
    }
}
