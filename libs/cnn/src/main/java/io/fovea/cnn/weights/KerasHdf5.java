package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that Keras wrote as HDF5: weights, and in a whole model its topology.
 *
 * @param topology Keras' JSON, where the file is a whole model
 */
public record KerasHdf5(StoredWeights weights, Optional<JsonNode> topology) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws WeightsException where the file is missing, broken, or not Keras' */
    public static KerasHdf5 read(Path file) {
        try (HdfFile hdf = new HdfFile(file)) {
            Group root = hdf.getAttribute("layer_names") == null && hdf.getChild("model_weights") instanceof Group group
                    ? group
                    : hdf;
            return new KerasHdf5(new StoredWeights(layers(file, root)), topology(hdf));
        } catch (HdfException | JsonProcessingException e) {
            throw new WeightsException("%s cannot be read as Keras' HDF5: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The model that the file holds, with its weights: topology and weights in one file. */
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

    private static Optional<JsonNode> topology(HdfFile hdf) throws JsonProcessingException {
        Attribute config = hdf.getAttribute("model_config");
        return config == null
                ? Optional.empty()
                : Optional.of(JSON.readTree(config.getData().toString()));
    }

    private static Map<String, Map<String, HostTensor>> layers(Path file, Group root) {
        List<String> names = strings(root, "layer_names");
        if (names.isEmpty()) {
            throw new WeightsException("%s is no file of Keras: it has no layer_names.".formatted(file));
        }
        Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();
        for (String name : names) {
            if (!(root.getChild(name) instanceof Group group)) {
                throw new WeightsException("%s: the layer %s is named, and not there.".formatted(file, name));
            }
            Map<String, HostTensor> weights = weights(file, group);
            if (!weights.isEmpty()) {
                layers.put(name, weights);
            }
        }
        return layers;
    }

    private static Map<String, HostTensor> weights(Path file, Group layer) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (String name : strings(layer, "weight_names")) {
            Node node = layer.getByPath(name);
            if (!(node instanceof Dataset dataset)) {
                throw new WeightsException("%s: the weight %s is named, and not there.".formatted(file, name));
            }
            String known = StoredWeights.shortName(name);
            weights.put(weights.containsKey(known) ? name : known, tensor(file, name, dataset));
        }
        return weights;
    }

    private static HostTensor tensor(Path file, String name, Dataset dataset) {
        int[] dimensions = dataset.getDimensions();
        long[] shape = new long[dimensions.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = dimensions[axis];
        }
        return HostTensor.float32(
                shape, floats(file, name, dimensions.length == 0 ? dataset.getData() : dataset.getDataFlat()));
    }

    private static float[] floats(Path file, String name, Object values) {
        if (values instanceof float[] floats) {
            return floats;
        }
        if (values instanceof double[] doubles) {
            float[] narrow = new float[doubles.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) doubles[i];
            }
            return narrow;
        }
        if (values instanceof Number number) {
            return new float[] {number.floatValue()};
        }
        throw new WeightsException("%s: %s holds %s, expected floats."
                .formatted(file, name, values.getClass().getSimpleName()));
    }

    /** An attribute of names, which Keras splits into numbered ones where it is long. */
    private static List<String> strings(Group group, String name) {
        List<String> all = new ArrayList<>(strings(group.getAttribute(name)));
        for (int part = 0; group.getAttribute(name + part) != null; part++) {
            all.addAll(strings(group.getAttribute(name + part)));
        }
        return all;
    }

    private static List<String> strings(@Nullable Attribute attribute) {
        return attribute != null && !attribute.isEmpty() && attribute.getData() instanceof String[] names
                ? List.of(names)
                : List.of();
    }
}
