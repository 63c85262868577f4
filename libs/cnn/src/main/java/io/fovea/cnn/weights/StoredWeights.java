package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights as a file holds them.
 *
 * @param layers by the layer's name ({@code outer/inner} in a nested model), then by the weight's ({@code kernel}), in the
 *     file's order; layers without weights are not among them. Kernels have Keras' axes
 */
public record StoredWeights(Map<String, Map<String, HostTensor>> layers) {
    private static final int SHOWN = 10;

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
        writeSafetensors(file, Map.of());
    }

    /**
     * Likewise, with where Keras 3 keeps each layer of the model, so that {@link KerasWeights#convert} can write its layout without the
     * model.
     */
    public void writeSafetensors(Path file, Model model) {
        writeSafetensors(file, KerasPaths.asMetadata(model));
    }

    private void writeSafetensors(Path file, Map<String, String> more) {
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        layers.forEach((layer, weights) -> weights.forEach((name, value) -> byPath.put(layer + "/" + name, value)));
        Map<String, String> metadata = new TreeMap<>(more);
        metadata.put("format", "fovea-weights-1");
        new Safetensors(byPath, metadata).write(file);
    }

    /**
     * Gives each layer of the model its weights, by its name.
     *
     * @throws WeightsException where the file has no weights for a layer, or has some for a layer that the model does not
     *     have, or number or shape differ; no layer is changed then
     */
    public void loadInto(Model model) {
        LoadingPlan plan = new LoadingPlan(this, model);
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
        LoadingPlan plan = new LoadingPlan(this, model);
        plan.carryOut();
        return plan.loaded();
    }

    /** A file's name for a weight, such as {@code conv1/kernel:0}, as a layer has it: {@code kernel}. */
    static String shortName(String stored) {
        return withoutNumber(stored.substring(stored.lastIndexOf('/') + 1));
    }

    /** {@code conv1/kernel:0} as {@code conv1/kernel}. */
    static String withoutNumber(String stored) {
        return stored.replaceFirst(":\\d+$", "");
    }

    /** The first ten of many names, for a message. */
    static String first(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and %d more".formatted(names.size() - SHOWN) : shown;
    }
}
