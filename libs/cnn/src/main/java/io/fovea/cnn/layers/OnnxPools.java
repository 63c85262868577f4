package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Pooling of all places of each channel. */
final class OnnxPools {
    private OnnxPools() {}

    /** @param output with or without axes of size 1 for the places */
    static OnnxValue global(OnnxGraph graph, String operator, OnnxValue input, Shape output) {
        long[] onePlace = input.shape().asArray();
        Arrays.fill(onePlace, 0, onePlace.length - 1, 1);
        OnnxValue pooled = graph.node(operator)
                .input(graph.channelsFirst(input))
                .output(Shape.of(onePlace), Layout.CHANNELS_FIRST);
        return output.numDimensions() == input.axes() ? pooled : graph.reshape(pooled, output, Layout.CHANNELS_LAST);
    }
}
