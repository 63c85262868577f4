package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of weights in any of the formats that are read.
 *
 * @param path the file; for TensorFlow.js {@code model.json}
 * @param topology Keras' JSON, where the file holds a whole model
 * @param missing shards that the file names and that are not there; their weights are not among {@code weights}
 */
public record WeightFile(
        Path path, WeightFormat format, Optional<JsonNode> topology, StoredWeights weights, List<String> missing) {

    /**
     * Reads the file, whatever its format; of a folder, the {@code model.json} in it.
     *
     * @throws WeightsException where it is missing, broken, or of a format that is not read; the message says which
     */
    public static WeightFile read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("model.json") : path;
        WeightFormat format = WeightFormat.of(file);
        return switch (format) {
            case KERAS_HDF5 -> {
                KerasHdf5 read = KerasHdf5.read(file);
                yield new WeightFile(file, format, read.topology(), read.weights(), List.of());
            }
            case KERAS_ARCHIVE -> {
                KerasArchive read = KerasArchive.read(file);
                yield new WeightFile(file, format, Optional.of(read.topology()), read.weights(), List.of());
            }
            case TENSORFLOW_JS -> {
                TensorFlowJs read = TensorFlowJs.read(file);
                yield new WeightFile(file, format, Optional.of(read.topology()), read.weights(), read.missing());
            }
            case SAFETENSORS -> weightsOnly(file, format, StoredWeights.readSafetensors(file));
            case ONNX -> weightsOnly(file, format, Onnx.read(file).weights());
        };
    }

    private static WeightFile weightsOnly(Path file, WeightFormat format, StoredWeights weights) {
        return new WeightFile(file, format, Optional.empty(), weights, List.of());
    }

    /**
     * The whole model that the file holds, with its weights; empty where it holds weights only.
     *
     * @throws WeightsException where a shard is missing, or there is a layer or an option that there is not here
     */
    public Optional<Model> model() {
        if (topology.isPresent() && !missing.isEmpty()) {
            throw new WeightsException("%s: the shards %s are missing.".formatted(path, StoredWeights.first(missing)));
        }
        return topology.map(json -> {
            Model model = KerasTopology.model(json);
            weights.loadInto(model);
            return model;
        });
    }
}
