package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights as a file holds them.
 *
 * @param layers by the layer's name, then by the weight's ({@code kernel}), in the file's order; layers without weights are
 *     not among them
 */
public record StoredWeights(Map<String, Map<String, HostTensor>> layers) {
    /** Those that {@link io.fovea.cnn.TrainableModel#weights()} gives: by {@code layer/weight}. */
    public static StoredWeights of(Map<String, HostTensor> byPath) {
        Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();
        byPath.forEach((path, value) -> {
            String layer = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            layers.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(shortName(path), value);
        });
        return new StoredWeights(layers);
    }

    /** Reads a safetensors file whose tensors are called {@code layer/weight}: Fovea's own format. */
    public static StoredWeights readSafetensors(Path file) {
        return of(Safetensors.read(file).tensors());
    }

    /** Writes a safetensors file: the whole of it, or nothing. */
    public void writeSafetensors(Path file) {
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        layers.forEach((layer, weights) -> weights.forEach((name, value) -> byPath.put(layer + "/" + name, value)));
        new Safetensors(byPath, Map.of("format", "fovea-weights-1")).write(file);
    }

    /**
     * Gives each layer of the model its weights, by its name.
     *
     * @throws WeightsException where the file has no weights for a layer, or has some for a layer that the model does not
     *     have, or number or shape differ; no layer is changed then
     */
    public void loadInto(Model model) {
        Plan plan = new Plan(model);
        plan.requireAllOfModel();
        plan.requireAllOfFile();
        plan.carryOut();
    }

    /**
     * Gives those layers that the file knows their weights, and leaves the others: a backbone's file for a model with another
     * head, say.
     *
     * @return the names of the layers that have weights now
     * @throws WeightsException where number or shape differ; no layer is changed then
     */
    public List<String> loadPartInto(Model model) {
        Plan plan = new Plan(model);
        plan.carryOut();
        return plan.loaded;
    }

    /** What would be set, worked out before anything is. */
    private final class Plan {
        private final Model model;
        private final Map<Weight, HostTensor> values = new LinkedHashMap<>();
        private final List<String> loaded = new ArrayList<>();

        private Plan(Model model) {
            this.model = model;
            for (Layer layer : model.layers()) {
                Map<String, HostTensor> stored = layers.get(layer.name());
                if (stored != null) {
                    add(layer, stored);
                }
            }
        }

        private void add(Layer layer, Map<String, HostTensor> stored) {
            List<Weight> weights = layer.weights();
            if (weights.size() != stored.size()) {
                throw new WeightsException(
                        "%s: expected the weights %s, found %s.".formatted(layer.name(), weights, described(stored)));
            }
            List<HostTensor> inOrder = List.copyOf(stored.values());
            for (int i = 0; i < weights.size(); i++) {
                Weight weight = weights.get(i);
                put(layer, weight, stored.getOrDefault(weight.name(), inOrder.get(i)));
            }
            loaded.add(layer.name());
        }

        private void put(Layer layer, Weight weight, HostTensor value) {
            if (!Arrays.equals(weight.shape().asArray(), value.shape())) {
                throw new WeightsException("%s/%s: expected the shape %s, found %s."
                        .formatted(
                                layer.name(),
                                weight.name(),
                                Arrays.toString(weight.shape().asArray()),
                                Arrays.toString(value.shape())));
            }
            values.put(weight, value);
        }

        private void requireAllOfModel() {
            List<String> missing = model.layers().stream()
                    .filter(layer -> !layer.weights().isEmpty() && !layers.containsKey(layer.name()))
                    .map(Layer::name)
                    .toList();
            if (!missing.isEmpty()) {
                throw new WeightsException("The file has no weights for the layers %s; it has some for %s."
                        .formatted(
                                String.join(", ", missing),
                                first(layers.keySet().stream().toList())));
            }
        }

        private void requireAllOfFile() {
            List<String> unknown = new ArrayList<>(layers.keySet());
            unknown.removeAll(loaded);
            if (!unknown.isEmpty()) {
                throw new WeightsException(
                        "The file has weights for layers that the model does not have: %s.".formatted(first(unknown)));
            }
        }

        private void carryOut() {
            values.forEach(Weight::set);
        }
    }

    private static String described(Map<String, HostTensor> stored) {
        List<String> names = new ArrayList<>();
        stored.forEach((name, value) -> names.add(name + Arrays.toString(value.shape())));
        return names.toString();
    }

    private static String first(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(10, names.size())));
        return names.size() > 10 ? shown + " and %d more".formatted(names.size() - 10) : shown;
    }

    /** A file's name for a weight, such as {@code conv1/kernel:0}, as a layer has it: {@code kernel}. */
    static String shortName(@Nullable String stored) {
        String path = String.valueOf(stored);
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
    }
}
