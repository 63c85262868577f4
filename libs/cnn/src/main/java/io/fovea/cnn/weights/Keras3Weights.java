package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights in Keras 3's layout of HDF5: a group for each layer at its {@linkplain KerasPaths path}, in it a group {@code
 * vars} with the weights {@code 0}, {@code 1} and so on, learned ones first. Since Keras 3.7, {@code vars} has the layer's
 * name as an attribute.
 */
final class Keras3Weights {
    private static final String VARS = "vars";
    private static final int MAX_DEPTH = 32;
    private static final int MAX_GROUPS = 100_000;

    private final Hdf5File file;
    private final Map<String, Map<String, HostTensor>> byPath = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private int groups;

    private Keras3Weights(Hdf5File file) {
        this.file = file;
    }

    static boolean isIn(Group root) {
        return root.getChild("layers") instanceof Group
                || root.getChild("_layer_checkpoint_dependencies") instanceof Group;
    }

    static Keras3Weights read(Hdf5File file, Group root) {
        Keras3Weights weights = new Keras3Weights(file);
        for (String container : List.of("layers", "_layer_checkpoint_dependencies")) { // the second until 2.13
            if (root.getChild(container) instanceof Group layers) {
                weights.container(layers, KerasPaths.LAYERS, "", 1);
            }
        }
        return weights;
    }

    /** By the layers' names where the file has them all, by Keras' path otherwise. */
    StoredWeights stored() {
        return names.keySet().containsAll(byPath.keySet()) ? stored(names) : new StoredWeights(byPath);
    }

    /** By the layers' names, which the topology knows. */
    StoredWeights stored(Map<String, String> namesByPath) {
        Map<String, Map<String, HostTensor>> named = new LinkedHashMap<>();
        byPath.forEach((path, weights) -> named.put(namesByPath.getOrDefault(path, path), weights));
        return new StoredWeights(named);
    }

    private void container(Group container, String path, String name, int depth) {
        for (Node node : container.getChildren().values()) {
            if (node instanceof Group layer) {
                layer(layer, path + layer.getName(), name, depth);
            }
        }
    }

    private void layer(Group layer, String path, String outer, int depth) {
        if (depth > MAX_DEPTH || ++groups > MAX_GROUPS) {
            throw file.broken("its groups are nested deeper than %d, or more than %d".formatted(MAX_DEPTH, MAX_GROUPS));
        }
        String name = outer;
        if (layer.getChild(VARS) instanceof Group vars) {
            Map<String, HostTensor> weights = numbered(path, vars);
            Attribute known = vars.getAttribute("name");
            if (known != null) {
                name = outer + known.getData();
                names.put(path, name);
            }
            if (!weights.isEmpty()) {
                byPath.put(path, weights);
            }
        }
        String inner = name.isEmpty() ? "" : name + "/";
        for (Node node : layer.getChildren().values()) {
            if (node instanceof Group child && !child.getName().equals(VARS)) {
                inside(child, path, inner, depth);
            }
        }
    }

    /** The layers of a nested model, or a part that a layer consists of; what dropout draws from is no weight. */
    private void inside(Group child, String path, String name, int depth) {
        if (child.getName().equals("layers") || child.getName().equals("_layer_checkpoint_dependencies")) {
            container(child, path + "/" + KerasPaths.LAYERS, name, depth + 1);
        } else if (!child.getName().equals("seed_generator")) {
            layer(child, path + "/" + child.getName(), name, depth + 1);
        }
    }

    private Map<String, HostTensor> numbered(String path, Group vars) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; vars.getChild(String.valueOf(i)) != null; i++) {
            numbers.add(String.valueOf(i));
        }
        for (String number : numbers) {
            if (!(vars.getChild(number) instanceof Dataset dataset)) {
                throw file.broken("%s/%s/%s is no data set".formatted(path, VARS, number));
            }
            weights.put(number, file.tensor(path + "/" + VARS + "/" + number, dataset));
        }
        return weights;
    }
}
