package io.fovea.cnn.layers;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;

/** Activation functions as nodes of ONNX. */
final class OnnxActivations {
    private OnnxActivations() {}

    static Activation.OnnxFunction named(String operator) {
        return (graph, x) -> graph.elementwise(operator, x);
    }

    /** Cut to [0, most]. */
    static OnnxValue clip(OnnxGraph graph, OnnxValue x, double most) {
        return graph.node("Clip").input(x).scalar(0).scalar(most).outputLike(x);
    }

    static OnnxValue leakyRelu(OnnxGraph graph, OnnxValue x, double slope) {
        return graph.node("LeakyRelu").input(x).attribute("alpha", slope).outputLike(x);
    }

    static OnnxValue hardSigmoid(OnnxGraph graph, OnnxValue x, double slope) {
        return graph.node("HardSigmoid")
                .input(x)
                .attribute("alpha", slope)
                .attribute("beta", 0.5)
                .outputLike(x);
    }

    static OnnxValue silu(OnnxGraph graph, OnnxValue x) {
        return graph.node("Mul").input(x).input(graph.elementwise("Sigmoid", x)).outputLike(x);
    }

    /** In the form that ONNX Runtime takes for one operation: opset 18 has none. */
    static OnnxValue gelu(OnnxGraph graph, OnnxValue x) {
        OnnxValue scaled = graph.node("Div").input(x).scalar(Math.sqrt(2)).outputLike(x);
        OnnxValue erf = graph.elementwise("Erf", scaled);
        OnnxValue raised = graph.node("Add").input(erf).scalar(1).outputLike(x);
        OnnxValue product = graph.node("Mul").input(x).input(raised).outputLike(x);
        return graph.node("Mul").input(product).scalar(0.5).outputLike(x);
    }

    static OnnxValue geluApproximate(OnnxGraph graph, OnnxValue x) {
        OnnxValue square = graph.node("Mul").input(x).input(x).outputLike(x);
        OnnxValue cube = graph.node("Mul").input(square).input(x).outputLike(x);
        OnnxValue small = graph.node("Mul").input(cube).scalar(0.044715).outputLike(x);
        OnnxValue sum = graph.node("Add").input(x).input(small).outputLike(x);
        OnnxValue inner =
                graph.node("Mul").input(sum).scalar(Math.sqrt(2 / Math.PI)).outputLike(x);
        OnnxValue raised = graph.node("Add")
                .input(graph.elementwise("Tanh", inner))
                .scalar(1)
                .outputLike(x);
        OnnxValue product = graph.node("Mul").input(x).input(raised).outputLike(x);
        return graph.node("Mul").input(product).scalar(0.5).outputLike(x);
    }

    /** {@code x} from the threshold on and 0 below it. */
    static OnnxValue fromThreshold(OnnxGraph graph, OnnxValue x, double threshold) {
        if (threshold == 0) {
            return graph.elementwise("Relu", x);
        }
        OnnxValue above =
                graph.node("GreaterOrEqual").input(x).scalar(threshold).outputLike(x);
        OnnxValue kept = graph.node("Cast").input(above).attribute("to", 1).outputLike(x); // 1: FLOAT
        return graph.node("Mul").input(x).input(kept).outputLike(x);
    }

    /** {@code slope * min(x - threshold, 0)}. */
    static OnnxValue below(OnnxGraph graph, OnnxValue x, double threshold, double slope) {
        OnnxValue lowered = graph.node("Sub").input(x).scalar(threshold).outputLike(x);
        OnnxValue under = graph.node("Min").input(lowered).scalar(0).outputLike(x);
        return graph.node("Mul").input(under).scalar(slope).outputLike(x);
    }

    static OnnxValue softmax(OnnxGraph graph, OnnxValue x) {
        return graph.node("Softmax").input(x).attribute("axis", x.channelAxis()).outputLike(x);
    }
}
