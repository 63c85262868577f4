package io.fovea.cnn;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a model for inference as one ONNX file, its weights and its preprocessing inside. */
record OnnxWriter(Model model, Map<String, HostTensor> weights, List<OutputMeaning> meanings) {
    void write(Path file) {
        Map<Weight, HostTensor> values = new HashMap<>();
        model.namedWeights().forEach((name, weight) -> values.put(weight, weights.get(name)));
        OnnxGraph graph = OnnxGraph.create(values::get);
        List<OnnxValue> inputs = model.inputs().stream()
                .map(input -> graph.input(input.layer().name(), input.dtype(), input.shape()))
                .toList();
        List<OnnxValue> outputs = model.onnx(graph, inputs);
        meanings.forEach(meaning -> graph.output(meaning.name(), meant(graph, meaning, outputs)));
        graph.write(file);
    }

    private static OnnxValue meant(OnnxGraph graph, OutputMeaning meaning, List<OnnxValue> outputs) {
        OnnxValue output = outputs.get(meaning.index());
        return meaning.layer()
                .map(layer -> layer.onnx(graph.within(meaning.name()), List.of(graph.channelsLast(output)))
                        .get(0))
                .orElse(output);
    }
}
