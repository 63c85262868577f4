package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;

/** Brings tensors that are joined into one order of axes. */
final class OnnxLayouts {
    private OnnxLayouts() {}

    /** Channels first where one of them has them there: it comes from a convolution, and goes to another. */
    static List<OnnxValue> alike(OnnxGraph graph, List<OnnxValue> values) {
        boolean first = values.stream().anyMatch(value -> value.layout() == Layout.CHANNELS_FIRST);
        Layout layout = first ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
        return values.stream().map(value -> graph.stored(value, layout)).toList();
    }
}
