package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.Layer;
import io.fovea.cnn.LayerNames;
import io.fovea.cnn.Model;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where Keras 3 keeps each layer of a model: {@code layers/conv2d_1} for the second of that class in the order of {@code
 * model.layers}, {@code layers/functional/layers/dense} inside of a nested model (keras/src/saving/saving_lib.py, {@code
 * _save_container_state}). The layer's own name is not in the path.
 */
final class KerasPaths {
    /** What a path begins with. */
    static final String LAYERS = "layers/";

    private static final String METADATA = "keras_paths";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> names = new LinkedHashMap<>();

    private KerasPaths() {}

    /** {@link #of(Model)} as a text that a safetensors file carries. */
    static Map<String, String> asMetadata(Model model) {
        return Map.of(METADATA, JSON.valueToTree(of(model)).toString());
    }

    /** What {@link #asMetadata} wrote; empty where the file has no such text. @throws IllegalArgumentException where it is no JSON */
    static Map<String, String> ofMetadata(Map<String, String> metadata) {
        try {
            return JSON.readValue(
                    metadata.getOrDefault(METADATA, "{}"), new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s in the file's metadata is not what Fovea writes: %s"
                            .formatted(METADATA, e.getOriginalMessage()),
                    e);
        }
    }

    /** The layer's own name: that of a nested layer without the model's that it is in. */
    static String ownName(String path, Map<String, String> names) {
        int inner = path.lastIndexOf("/" + LAYERS);
        String name = names.get(path);
        return inner < 0
                ? name
                : name.substring(names.get(path.substring(0, inner)).length() + 1);
    }

    /** The layers' names by Keras' path; a nested layer's name is {@code outer/inner}. */
    static Map<String, String> of(Model model) {
        KerasPaths paths = new KerasPaths();
        paths.add(model, "", "");
        return paths.names;
    }

    /** The model's own layers, without those of nested models, by Keras' path. */
    static Map<String, Layer> direct(Model model) {
        Counter counter = new Counter(LAYERS);
        Map<String, Layer> layers = new LinkedHashMap<>();
        model.layers().forEach(layer -> layers.put(counter.next(layer.className()), layer));
        return layers;
    }

    /** Like {@link #of(Model)}, of a model that is described in Keras' JSON. */
    static Map<String, String> of(JsonNode topology) {
        KerasPaths paths = new KerasPaths();
        paths.add(topology, "", "");
        return paths.names;
    }

    private void add(Model model, String path, String name) {
        direct(model).forEach((own, layer) -> {
            String at = path + own;
            put(at, name, layer.name(), nested -> {
                if (layer instanceof Model inner) {
                    add(inner, at + "/", nested + "/");
                }
            });
        });
    }

    private void add(JsonNode model, String path, String name) {
        Counter counter = new Counter(path + LAYERS);
        for (JsonNode layer : model.path("config").path("layers")) {
            String at = counter.next(layer.path("class_name").asText());
            put(at, name, layer.path("config").path("name").asText(), nested -> {
                if (layer.path("config").path("layers").isArray()) {
                    add(layer, at + "/", nested + "/");
                }
            });
        }
    }

    private void put(String path, String outer, String name, Consumer<String> inside) {
        names.put(path, outer + name);
        inside.accept(outer + name);
    }

    /** Counts layers of a class, from nothing on: {@code conv2d}, {@code conv2d_1}. */
    private static final class Counter {
        private final String container;
        private final Map<String, Integer> seen = new HashMap<>();

        private Counter(String container) {
            this.container = container;
        }

        private String next(String className) {
            String name = LayerNames.snakeCase(className);
            int before = seen.merge(name, 1, Integer::sum) - 1;
            return container + name + (before == 0 ? "" : "_" + before);
        }
    }
}
