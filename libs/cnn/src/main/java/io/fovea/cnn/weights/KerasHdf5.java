package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that Keras wrote as HDF5: weights ({@code .h5} of Keras 2 and 3, {@code .weights.h5} of Keras 3), and in a whole
 * model ({@code .h5}) its topology. {@link KerasArchive} reads {@code .keras}.
 *
 * @param weights by the layers' names; in a {@code .weights.h5} from before Keras 3.7, which has none, by Keras' own paths such
 *     as {@code layers/conv2d_1}, which {@link StoredWeights#loadInto} finds in a model by class and order
 * @param topology Keras' JSON, where the file is a whole model
 */
public record KerasHdf5(StoredWeights weights, Optional<JsonNode> topology) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws WeightsException where the file is missing, broken, or not Keras'; the message says which */
    public static KerasHdf5 read(Path file) {
        return Hdf5File.read(file, file.toString(), hdf -> {
            HdfFile root = hdf.root();
            boolean whole = root.getAttribute("layer_names") == null && root.getChild("model_weights") instanceof Group;
            Group weights = whole ? (Group) root.getChild("model_weights") : root;
            return new KerasHdf5(stored(hdf, weights), topology(hdf));
        });
    }

    /**
     * The model that the file holds, with its weights: topology and weights in one file.
     *
     * @throws WeightsException where the file holds weights only, or a layer or an option that there is not here
     */
    public static Model readModel(Path file) {
        KerasHdf5 read = read(file);
        JsonNode topology = read.topology()
                .orElseThrow(() -> new WeightsException(
                        "%s holds weights only, no topology. Build the architecture and load them into it."
                                .formatted(file)));
        Model model = KerasTopology.model(topology);
        read.weights().loadInto(model);
        return model;
    }

    private static StoredWeights stored(Hdf5File hdf, Group root) {
        List<String> names = names(hdf, root, "layer_names");
        if (names.isEmpty() && Keras3Weights.isIn(root)) {
            return Keras3Weights.read(hdf, root).stored();
        }
        if (names.isEmpty()) {
            throw hdf.broken("it has neither layer_names nor layers");
        }
        return new StoredWeights(layers(hdf, root, names));
    }

    private static Optional<JsonNode> topology(Hdf5File hdf) throws IOException {
        String config = hdf.text(hdf.root(), "model_config");
        return config == null ? Optional.empty() : Optional.of(JSON.readTree(config));
    }

    private static Map<String, Map<String, HostTensor>> layers(Hdf5File hdf, Group root, List<String> names) {
        Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();
        for (String name : names) {
            Node child = root.getChild(name) != null ? root.getChild(name) : root.getByPath(name); // name with slashes
            if (!(child instanceof Group group)) {
                throw hdf.broken("the layer %s is named, and not there".formatted(name));
            }
            Map<String, HostTensor> weights = weights(hdf, group);
            if (!weights.isEmpty()) {
                layers.put(name, weights);
            }
        }
        return layers;
    }

    /** By short names, or by whole ones where those are not unique, as in a nested model. */
    private static Map<String, HostTensor> weights(Hdf5File hdf, Group layer) {
        List<String> names = names(hdf, layer, "weight_names");
        boolean unique =
                new HashSet<>(names.stream().map(StoredWeights::shortName).toList()).size() == names.size();
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (String name : names) {
            Node node = layer.getByPath(name);
            if (!(node instanceof Dataset dataset)) {
                throw hdf.broken("the weight %s is named, and not there".formatted(name));
            }
            String known = unique ? StoredWeights.shortName(name) : StoredWeights.withoutNumber(name);
            weights.put(known, hdf.tensor(name, dataset));
        }
        return weights;
    }

    /** An attribute of names, which Keras splits into numbered ones where it is long. */
    private static List<String> names(Hdf5File hdf, Group group, String name) {
        List<String> all = new ArrayList<>(hdf.names(group, name));
        for (int part = 0; group.getAttribute(name + part) != null; part++) {
            all.addAll(hdf.names(group, name + part));
        }
        return all;
    }
}
