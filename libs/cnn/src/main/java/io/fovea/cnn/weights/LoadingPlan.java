package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which weight would be set to what, worked out before anything is. */
final class LoadingPlan {
    private static final Map<String, Float> NEUTRAL = Map.of("gamma", 1f, "beta", 0f);

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, Map<String, HostTensor>> unused = new LinkedHashMap<>();
    private final Map<Weight, HostTensor> values = new LinkedHashMap<>();
    private final List<String> loaded = new ArrayList<>();

    /** @throws WeightsException where number or shape of a layer's weights differ */
    LoadingPlan(StoredWeights stored, Model model) {
        addLayers(model, "");
        Map<String, String> names = stored.layers().keySet().stream().anyMatch(key -> key.startsWith(KerasPaths.LAYERS))
                ? KerasPaths.of(model)
                : Map.of();
        stored.layers()
                .forEach(
                        (layer, weights) -> unused.put(names.getOrDefault(layer, layer), new LinkedHashMap<>(weights)));
        layers.forEach(this::add);
    }

    private void addLayers(Model model, String prefix) {
        for (Layer layer : model.layers()) {
            if (layer instanceof Model nested) {
                addLayers(nested, prefix + layer.name() + "/");
            } else if (!layer.weights().isEmpty()) {
                layers.put(prefix + layer.name(), layer);
            }
        }
    }

    private void add(String path, Layer layer) {
        Map<String, HostTensor> stored = unused.containsKey(path) ? unused.remove(path) : ofNested(path, layer);
        if (stored.isEmpty()) {
            return;
        }
        List<Weight> weights = layer.weights();
        if (stored.size() > weights.size()) {
            dropNeutral(stored, weights);
        }
        if (weights.size() != stored.size()) {
            throw new WeightsException(
                    "%s: expected the weights %s, found %s.".formatted(path, expected(weights), found(stored)));
        }
        boolean named = weights.stream().allMatch(weight -> stored.containsKey(weight.name()));
        List<HostTensor> inOrder = List.copyOf(stored.values());
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            put(path, weight, named ? stored.get(weight.name()) : inOrder.get(i));
        }
        loaded.add(path);
    }

    /** ONNX has no batch normalization without scale or center: it has ones or zeros instead. */
    private static void dropNeutral(Map<String, HostTensor> stored, List<Weight> weights) {
        NEUTRAL.forEach((name, neutral) -> {
            HostTensor value = stored.get(name);
            boolean wanted = weights.stream().anyMatch(weight -> weight.name().equals(name));
            if (value != null && !wanted && isAll(value.toFloats(), neutral)) {
                stored.remove(name);
            }
        });
    }

    private static boolean isAll(float[] values, float neutral) {
        for (float value : values) {
            if (value != neutral) {
                return false;
            }
        }
        return true;
    }

    /** Keras' HDF5 keeps all weights of a nested model with its name: as {@code inner/kernel}, or {@code kernel} alone. */
    private Map<String, HostTensor> ofNested(String path, Layer layer) {
        String outer = path.substring(0, Math.max(0, path.indexOf('/')));
        String inner = path.substring(outer.length() + 1);
        Map<String, HostTensor> all = unused.getOrDefault(outer, Map.of());
        Map<String, HostTensor> own = new LinkedHashMap<>();
        for (Weight weight : layer.weights()) {
            String whole = inner + "/" + weight.name();
            all.keySet().stream()
                    .filter(key -> key.equals(whole) || key.endsWith("/" + whole) || key.equals(weight.name()))
                    .findFirst()
                    .ifPresent(key -> own.put(weight.name(), all.remove(key)));
        }
        if (all.isEmpty()) {
            unused.remove(outer);
        }
        return own;
    }

    private void put(String path, Weight weight, HostTensor value) {
        if (!Arrays.equals(weight.shape().asArray(), value.shape())) {
            throw new WeightsException("%s/%s: expected the shape %s, found %s."
                    .formatted(
                            path,
                            weight.name(),
                            Arrays.toString(weight.shape().asArray()),
                            Arrays.toString(value.shape())));
        }
        values.put(weight, value);
    }

    void requireAllOfModel() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            List<String> there = new ArrayList<>(loaded);
            there.addAll(unused.keySet());
            throw new WeightsException("The file has no weights for the layers %s; it has some for %s."
                    .formatted(StoredWeights.first(missing), there.isEmpty() ? "none" : StoredWeights.first(there)));
        }
    }

    void requireAllOfFile() {
        if (!unused.isEmpty()) {
            throw new WeightsException("The file has weights for layers that the model does not have: %s."
                    .formatted(StoredWeights.first(List.copyOf(unused.keySet()))));
        }
    }

    void carryOut() {
        values.forEach(Weight::set);
    }

    /** The layers that the file has weights for. */
    List<String> loaded() {
        return List.copyOf(loaded);
    }

    /** The model's layers that the file has no weights for. */
    List<String> missing() {
        return layers.keySet().stream().filter(path -> !loaded.contains(path)).toList();
    }

    /** The file's layers that the model does not have. */
    List<String> unused() {
        return List.copyOf(unused.keySet());
    }

    private static List<String> expected(List<Weight> weights) {
        return weights.stream()
                .map(weight -> weight.name() + Arrays.toString(weight.shape().asArray()))
                .toList();
    }

    private static List<String> found(Map<String, HostTensor> stored) {
        List<String> names = new ArrayList<>();
        stored.forEach((name, value) -> names.add(name + Arrays.toString(value.shape())));
        return names;
    }
}
