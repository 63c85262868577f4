package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layers model of TensorFlow.js: {@code model.json} and the shards beside it.
 *
 * @param topology Keras' JSON
 * @param missing shards that the file names and that are not there; their weights are not among {@code weights}
 */
public record TensorFlowJs(JsonNode topology, StoredWeights weights, List<String> missing) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_AXES = 8;

    /**
     * @param modelJson the file {@code model.json}
     * @throws WeightsException where the file, or a shard that is there, is broken; it says which
     */
    public static TensorFlowJs read(Path modelJson) {
        try {
            JsonNode root = JSON.readTree(Files.readString(modelJson));
            if (!root.has("modelTopology") || !root.has("weightsManifest")) {
                throw new WeightsException("%s is no layers model of TensorFlow.js.".formatted(modelJson));
            }
            Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();
            List<String> missing = new ArrayList<>();
            for (JsonNode group : root.path("weightsManifest")) {
                List<Path> shards = shards(modelJson, group);
                List<String> absent = shards.stream()
                        .filter(shard -> !Files.exists(shard))
                        .map(shard -> shard.getFileName().toString())
                        .toList();
                missing.addAll(absent);
                if (absent.isEmpty()) {
                    readGroup(modelJson, group, contents(shards), layers);
                }
            }
            return new TensorFlowJs(root.path("modelTopology"), new StoredWeights(layers), missing);
        } catch (JsonProcessingException e) {
            throw new WeightsException("%s is no JSON.".formatted(modelJson), e);
        } catch (IOException e) {
            throw new WeightsException("%s cannot be read: %s".formatted(modelJson, e), e);
        }
    }

    /** @throws WeightsException where a shard is missing, or the topology holds what we have not */
    public static Model readModel(Path modelJson) {
        TensorFlowJs read = read(modelJson);
        if (!read.missing().isEmpty()) {
            throw new WeightsException(
                    "%s: the shards %s are missing.".formatted(modelJson, StoredWeights.first(read.missing())));
        }
        Model model = KerasTopology.model(read.topology());
        read.weights().loadInto(model);
        return model;
    }

    private static List<Path> shards(Path modelJson, JsonNode group) {
        Path folder = modelJson.toAbsolutePath().normalize().getParent();
        List<Path> shards = new ArrayList<>();
        for (JsonNode name : group.path("paths")) {
            Path shard = resolved(modelJson, folder, name.asText());
            if (!shard.startsWith(folder)) {
                throw new WeightsException(
                        "%s names a shard outside of its folder: %s.".formatted(modelJson, name.asText()));
            }
            shards.add(shard);
        }
        return shards;
    }

    private static Path resolved(Path modelJson, Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new WeightsException("%s names a shard that can be no file: %s.".formatted(modelJson, name), e);
        }
    }

    private static byte[] contents(List<Path> shards) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Path shard : shards) {
            joined.writeBytes(Files.readAllBytes(shard));
        }
        return joined.toByteArray();
    }

    private static void readGroup(
            Path file, JsonNode group, byte[] contents, Map<String, Map<String, HostTensor>> layers) {
        int offset = 0;
        for (JsonNode weight : group.path("weights")) {
            String name = weight.path("name").asText();
            if (!weight.path("dtype").asText().equals("float32") || weight.has("quantization")) {
                throw new WeightsException("%s: %s is stored as %s, expected plain float32."
                        .formatted(
                                file,
                                name,
                                weight.has("quantization")
                                        ? "quantized values"
                                        : weight.path("dtype").asText()));
            }
            long[] shape = shape(file, name, weight.path("shape"), contents.length);
            long end = offset + elements(shape) * DType.FLOAT32.size();
            if (end > contents.length) {
                throw new WeightsException(
                        "%s: %s ends at byte %d of its shards, which hold %d. Maybe one is cut short."
                                .formatted(file, name, end, contents.length));
            }
            HostTensor tensor = new HostTensor(DType.FLOAT32, shape, Arrays.copyOfRange(contents, offset, (int) end));
            String layer = name.substring(0, Math.max(0, name.lastIndexOf('/')));
            layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(StoredWeights.shortName(name), tensor);
            offset = (int) end;
        }
    }

    /** No axis is longer than the bytes there are, so that their product cannot grow without bound. */
    private static long[] shape(Path file, String name, JsonNode axes, int most) {
        long[] shape = new long[axes.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = axes.get(axis).asLong(-1);
            if (shape[axis] < 0 || shape[axis] > most || axis > MAX_AXES) {
                throw new WeightsException(
                        "%s: %s has the shape %s, and its shards hold %d bytes.".formatted(file, name, axes, most));
            }
        }
        return shape;
    }

    /** As many as an int can count, at most: more do not fit into the shards. */
    private static long elements(long[] shape) {
        long elements = 1;
        for (long axis : shape) {
            elements = Math.min(elements * axis, Integer.MAX_VALUE);
        }
        return elements;
    }
}
