package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fovea.cnn.DType;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Builds the model that Keras (2 or 3) or TensorFlow.js described as JSON; executes nothing of it. */
final class KerasTopology {
    private final Map<String, List<SymbolicTensor>> outputs = new LinkedHashMap<>();

    private KerasTopology() {}

    /** @throws WeightsException where it holds a layer or an option that we have not; the message names it */
    static Model model(JsonNode topology) {
        if (topology.findValue("batch_input_shape") != null) { // Keras 3 says batch_shape
            inTheWordsOfKeras3(topology);
        }
        JsonNode model = topology.path("model_config").isMissingNode() ? topology : topology.path("model_config");
        String kind = model.path("class_name").asText();
        return switch (kind) {
            case "Sequential" -> sequential(model.path("config"));
            case "Functional", "Model" -> functional(model.path("config"));
            default ->
                throw new WeightsException("Expected a Functional or Sequential model, found %s.".formatted(kind));
        };
    }

    /** What Keras 2 and TensorFlow.js call {@code hard_sigmoid} is another function than Keras 3's. */
    private static void inTheWordsOfKeras3(JsonNode topology) {
        topology.findParents("activation").stream()
                .filter(layer -> layer.path("activation").asText().equals("hard_sigmoid"))
                .forEach(layer -> ((ObjectNode) layer).put("activation", "hard_sigmoid_keras2"));
    }

    private static Model sequential(JsonNode config) {
        SymbolicTensor x = null;
        for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
            boolean declared = layer.path("class_name").asText().equals("InputLayer");
            if (x == null) {
                x = input(layer.path("config"), name(layer) + (declared ? "" : "_input")); // as Keras names it
            }
            if (!declared) {
                x = x.then(layer(layer));
            }
        }
        if (x == null) {
            throw new WeightsException("The model has no layers.");
        }
        return Model.of(x);
    }

    private static Model functional(JsonNode config) {
        KerasTopology topology = new KerasTopology();
        List<JsonNode> waiting = new ArrayList<>();
        config.path("layers").forEach(waiting::add);
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            waiting.removeIf(topology::built);
            if (waiting.size() == before) {
                throw new WeightsException("The layers %s depend on layers that are not there."
                        .formatted(waiting.stream().map(KerasTopology::name).toList()));
            }
        }
        return Model.of(topology.tensors(config.path("input_layers")), topology.tensors(config.path("output_layers")));
    }

    private boolean built(JsonNode layer) {
        if (layer.path("class_name").asText().equals("InputLayer")) {
            outputs.put(name(layer), List.of(input(layer.path("config"), name(layer))));
            return true;
        }
        List<List<Reference>> uses = new ArrayList<>();
        layer.path("inbound_nodes").forEach(node -> uses.add(Reference.all(node)));
        boolean ready = uses.stream().flatMap(List::stream).allMatch(input -> outputs.containsKey(input.layer()));
        if (!ready) {
            return false;
        }
        Layer shared = layer(layer);
        List<SymbolicTensor> results = new ArrayList<>();
        uses.forEach(use ->
                results.addAll(shared.applyAll(use.stream().map(this::tensor).toList())));
        outputs.put(name(layer), results);
        return true;
    }

    private SymbolicTensor tensor(Reference reference) {
        List<SymbolicTensor> results = outputs.get(reference.layer());
        return results.get(Math.max(reference.use(), reference.output()));
    }

    private List<SymbolicTensor> tensors(JsonNode references) {
        return Reference.all(references).stream().map(this::tensor).toList();
    }

    private static Layer layer(JsonNode layer) {
        String kind = layer.path("class_name").asText();
        Layer built = kind.equals("Functional") || kind.equals("Model") || kind.equals("Sequential")
                ? model(layer)
                : KerasLayers.layer(kind, new KerasConfig(layer.path("config")));
        return built.named(name(layer))
                .trainable(layer.path("config").path("trainable").asBoolean(true));
    }

    private static String name(JsonNode layer) {
        return layer.path("config").path("name").asText(layer.path("name").asText());
    }

    private static SymbolicTensor input(JsonNode config, String name) {
        JsonNode shape =
                config.has("batch_input_shape") ? config.path("batch_input_shape") : config.path("batch_shape");
        if (!shape.isArray()) {
            throw new WeightsException("The model's input has no shape.");
        }
        long[] axes = new long[shape.size() - 1];
        for (int axis = 0; axis < axes.length; axis++) {
            if (shape.get(axis + 1).isNull()) {
                throw new WeightsException("The model's input has the shape %s: give it a size.".formatted(shape));
            }
            axes[axis] = shape.get(axis + 1).asLong();
        }
        return Input.of(name, DType.FLOAT32, Shape.of(axes));
    }

    /** One output of one use of a layer. */
    private record Reference(String layer, int use, int output) {
        /** Those in a node of Keras 2 ({@code [name, use, output, {}]}) or Keras 3 ({@code keras_history}), in order. */
        static List<Reference> all(JsonNode node) {
            if (node.isArray() && node.path(0).isTextual() && node.path(1).isInt()) {
                return List.of(new Reference(
                        node.get(0).asText(), node.get(1).asInt(), node.path(2).asInt()));
            }
            if (node.has("keras_history")) {
                return all(node.path("keras_history"));
            }
            List<Reference> found = new ArrayList<>();
            node.forEach(child -> found.addAll(all(child)));
            return found;
        }
    }
}
