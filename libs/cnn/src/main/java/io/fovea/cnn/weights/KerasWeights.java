package io.fovea.cnn.weights;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Weight;
import java.nio.file.Path;
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
        Hdf5Group content = content(model, checked(model, weights), isKeras3(file));
        write(file, content);
    }

    /**
     * Weights that Fovea keeps, for Keras: the whole file or none of it, where the network itself is not at hand. Keras 2's layout has
     * each of the stored layers in their order, which is how Keras finds them; layers without weights, which Keras passes over, are not
     * in it.
     *
     * @param safetensors for Keras 3's layout as {@link StoredWeights#writeSafetensors(Path, Model)} wrote it, for the other of a network
     *     without nested models
     * @throws IllegalArgumentException where the name asks for Keras 3's layout and the weights do not say where Keras keeps each layer,
     *     or a weight is no 32-bit float
     */
    public static void convert(Path safetensors, Path file) {
        Safetensors stored = Safetensors.read(safetensors);
        if (!isKeras3(file)) {
            write(file, StoredWeights.of(stored.tensors()));
            return;
        }
        Map<String, String> names = KerasPaths.ofMetadata(stored.metadata());
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s does not say where Keras 3 keeps each layer. Give the file a name that ends with .h5 alone."
                            .formatted(safetensors.getFileName()));
        }
        write(file, keras3(StoredWeights.of(stored.tensors()).layers(), names));
    }

    private static Hdf5Group keras3(Map<String, Map<String, HostTensor>> layers, Map<String, String> names) {
        Hdf5Group root = new Hdf5Group();
        root.at("vars");
        names.forEach((path, name) -> {
            Hdf5Group vars = root.at(path).at("vars");
            vars.attribute("name", KerasPaths.ownName(path, names));
            int next = 0;
            for (HostTensor value :
                    byPath(name, layers.getOrDefault(name, Map.of())).values()) {
                vars.put(String.valueOf(next++), value);
            }
        });
        return root;
    }

    private static void write(Path file, StoredWeights weights) {
        Hdf5Group root = new Hdf5Group();
        weights.layers().forEach((layer, values) -> putLayer(root, layer, byPath(layer, values)));
        order(root, List.copyOf(weights.layers().keySet()));
        write(file, root);
    }

    private static Map<String, HostTensor> byPath(String layer, Map<String, HostTensor> values) {
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value.dtype() != DType.FLOAT32) {
                throw new IllegalArgumentException(
                        "%s/%s: expected FLOAT32, received %s.".formatted(layer, name, value));
            }
            byPath.put(layer + "/" + name, value);
        });
        return byPath;
    }

    private static boolean isKeras3(Path file) {
        return file.toString().endsWith(KERAS_3);
    }

    private static void write(Path file, Hdf5Group content) {
        WholeFile.write(file, part -> Hdf5Writer.write(part, content));
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
            Map<String, HostTensor> stored = new LinkedHashMap<>();
            for (String name : inKerasOrder(layer)) {
                stored.put(
                        layer instanceof Model ? name : layer.name() + "/" + name,
                        weights.get(layer.name() + "/" + name));
            }
            putLayer(root, layer.name(), stored);
        }
        order(root, model.layers().stream().map(Layer::name).toList());
    }

    /** @param weights by path in the layer's group, in Keras' order */
    private static void putLayer(Hdf5Group root, String layer, Map<String, HostTensor> weights) {
        Hdf5Group group = root.at(layer);
        weights.forEach((path, value) -> {
            int slash = path.lastIndexOf('/');
            group.at(path.substring(0, slash)).put(path.substring(slash + 1) + ":0", value);
        });
        group.attribute(
                "weight_names",
                weights.keySet().stream().map(path -> path + ":0").toList());
    }

    private static void order(Hdf5Group root, List<String> layers) {
        root.attribute("layer_names", layers);
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
