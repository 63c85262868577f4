package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Weights for Keras in Python, which {@code model.load_weights(file)} takes. A name that ends with {@code .weights.h5} gets
 * Keras 3's layout, any other {@code .h5} the one that both Keras 2 and Keras 3 read.
 */
public final class KerasWeights {
    private static final String KERAS_3 = ".weights.h5";

    private KerasWeights() {}

    /**
     * Writes the whole file or none of it.
     *
     * @param weights by {@code layer/weight}, as {@link io.fovea.cnn.TrainableModel#weights()} gives them
     * @throws IllegalArgumentException where a weight of the model is not among them, or has another shape
     */
    public static void write(Path file, Model model, Map<String, HostTensor> weights) {
        Path whole = file.toAbsolutePath();
        Hdf5Group content =
                content(model, checked(model, weights), whole.toString().endsWith(KERAS_3));
        try {
            Files.createDirectories(whole.getParent());
            Path part =
                    Files.createTempFile(whole.getParent(), whole.getFileName().toString(), ".part");
            try {
                Hdf5Writer.write(part, content);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Hdf5Group content(Model model, Map<String, HostTensor> weights, boolean keras3) {
        Hdf5Group root = new Hdf5Group();
        if (keras3) {
            root.at("vars");
            putLayers(root, model, "", weights);
        } else {
            putNamed(root, model, weights);
        }
        return root;
    }

    private static Map<String, HostTensor> checked(Model model, Map<String, HostTensor> weights) {
        Map<String, HostTensor> checked = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            HostTensor value = weights.get(name);
            if (value == null || !weight.shape().equals(Shape.of(value.shape()))) {
                throw new IllegalArgumentException("%s: expected FLOAT32%s, received %s."
                        .formatted(name, weight.shape(), value == null ? "none" : value));
            }
            checked.put(name, value);
        });
        return checked;
    }

    /** A group {@code vars} for every layer, at Keras' path, also for those without weights. */
    private static void putLayers(Hdf5Group parent, Model model, String prefix, Map<String, HostTensor> weights) {
        KerasPaths.direct(model).forEach((path, layer) -> {
            Hdf5Group group = parent.at(path);
            Hdf5Group vars = group.at("vars");
            vars.attribute("name", layer.name());
            if (layer instanceof Model nested) {
                putLayers(group, nested, prefix + layer.name() + "/", weights);
                return;
            }
            int next = 0;
            for (Weight weight : layer.weights()) {
                vars.put(String.valueOf(next++), weights.get(prefix + layer.name() + "/" + weight.name()));
            }
        });
    }

    /** A group for every layer, also for those without weights, and the order of all in attributes. */
    private static void putNamed(Hdf5Group root, Model model, Map<String, HostTensor> weights) {
        for (Layer layer : model.layers()) {
            Hdf5Group group = root.at(layer.name());
            List<String> names = new ArrayList<>();
            for (String name : inKerasOrder(layer)) {
                String stored = layer instanceof Model ? name : layer.name() + "/" + name;
                int slash = stored.lastIndexOf('/');
                group.at(stored.substring(0, slash))
                        .put(stored.substring(slash + 1) + ":0", weights.get(layer.name() + "/" + name));
                names.add(stored + ":0");
            }
            group.attribute("weight_names", names);
        }
        root.attribute("layer_names", model.layers().stream().map(Layer::name).toList());
        root.attribute("backend", "tensorflow");
        root.attribute("keras_version", "2.15.0"); // whose layout this is
    }

    /** Names in the layer; of a nested model, learned ones before statistics, as Keras lists them. */
    private static List<String> inKerasOrder(Layer layer) {
        if (layer instanceof Model nested) {
            return nested.namedWeights().entrySet().stream()
                    .sorted(Comparator.comparing(entry -> !entry.getValue().learned()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        return layer.weights().stream().map(Weight::name).toList();
    }
}
