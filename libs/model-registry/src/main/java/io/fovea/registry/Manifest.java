package io.fovea.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of an artefact: {@code manifest.json} beside the SavedModel's files.
 *
 * @param inputs of signature {@code serving}
 * @param outputs of signature {@code serving}
 * @param layers outputs of the graph's layers by Keras name, in the graph's order
 * @param labels classes by index
 * @param files lower-case hex sha256 of every other file by its path, with forward slashes
 */
public record Manifest(
        String model,
        String version,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        Map<String, LayerSpec> layers,
        List<String> labels,
        List<String> transforms,
        Map<String, Double> metrics,
        Lineage lineage,
        String weightsSha256,
        Map<String, String> files,
        Instant createdAt) {

    /** The file's name within the artefact. */
    public static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a newer Fovea may have added some
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Manifest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        labels = List.copyOf(labels);
        transforms = List.copyOf(transforms);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    static Manifest of(ManifestDraft draft, String version, Map<String, String> files, Instant createdAt) {
        return new Manifest(
                draft.model(),
                version,
                draft.inputs(),
                draft.outputs(),
                draft.layers(),
                draft.labels(),
                draft.transforms(),
                draft.metrics(),
                draft.lineage(),
                draft.weightsSha256(),
                files,
                createdAt);
    }

    /** @throws ArtefactException when the bytes are no manifest */
    public static Manifest parse(byte[] json) {
        try {
            return JSON.readValue(json, Manifest.class);
        } catch (IOException e) {
            throw new ArtefactException("This is no manifest.json: %s".formatted(e.getMessage()), e);
        }
    }

    /** UTF-8, as in the file. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest is always JSON", e);
        }
    }
}
