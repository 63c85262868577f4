package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * A whole model as Keras 3 saves it ({@code .keras}): a zip of {@code config.json}, {@code metadata.json} and {@code
 * model.weights.h5}. Other entries, such as assets, are left alone; nothing is unpacked under a name from the file.
 *
 * @param kerasVersion that wrote it, such as {@code 3.15.1}; empty where the file does not say
 * @param topology Keras' JSON
 * @param weights by the layers' names, {@code outer/inner} in a nested model
 */
public record KerasArchive(String kerasVersion, JsonNode topology, StoredWeights weights) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_JSON_BYTES = 64L << 20;

    /** @throws WeightsException where the file is missing, broken, too large or not Keras'; the message says which */
    public static KerasArchive read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            BoundedZip archive = new BoundedZip(file, zip);
            JsonNode topology = JSON.readTree(archive.bytes("config.json", MAX_JSON_BYTES));
            String version = archive.has("metadata.json")
                    ? JSON.readTree(archive.bytes("metadata.json", MAX_JSON_BYTES))
                            .path("keras_version")
                            .asText()
                    : "";
            return new KerasArchive(version, topology, weights(file, archive, topology));
        } catch (JsonProcessingException e) {
            throw new WeightsException("%s: its config.json or metadata.json is no JSON.".formatted(file), e);
        } catch (IOException | IllegalArgumentException e) { // the second for names that are no UTF-8
            throw new WeightsException(
                    "%s cannot be read as a .keras file, which is a zip: %s. Maybe it is cut short."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * The model that the file holds, with its weights.
     *
     * @throws WeightsException as {@link #read}, and where it holds a layer or an option that there is not here
     */
    public static Model readModel(Path file) {
        KerasArchive read = read(file);
        Model model = KerasTopology.model(read.topology());
        read.weights().loadInto(model);
        return model;
    }

    private static StoredWeights weights(Path file, BoundedZip archive, JsonNode topology) throws IOException {
        Path unpacked = Files.createTempFile("fovea-keras", ".h5");
        try {
            archive.unpack("model.weights.h5", unpacked);
            return Hdf5File.read(
                    unpacked,
                    "model.weights.h5 in " + file,
                    hdf -> Keras3Weights.read(hdf, hdf.root()).stored(KerasPaths.of(topology)));
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }
}
