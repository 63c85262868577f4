package io.fovea.evaluation.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Observations of examples like those that a model was trained on: {@code drift.json} beside its SavedModel.
 *
 * @param figures one array for each of {@link Observer#names}, by name
 * @param predicted how often each class was predicted, or of sequences each length
 * @param vectors of the first observations; fewer than there are where all would take more than 1 MB
 */
public record DriftReference(Map<String, double[]> figures, long[] predicted, float[][] vectors) {

    /** The file's name within the artefact. */
    public static final String FILE = "drift.json";

    private static final int MOST_VALUES = 1 << 18;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the file has it: arrays of FP32, little-endian, in base64. */
    record Stored(Map<String, byte[]> figures, long[] predicted, int vectorLength, byte[] vectors) {}

    /**
     * Of these observations.
     *
     * @param names of their figures
     * @param classes that the model knows; of sequences, lengths
     */
    public static DriftReference of(List<String> names, int classes, List<Observation> observations) {
        Map<String, double[]> figures =
                byName(names, observations.stream().map(Observation::figures).toList());
        long[] predicted = new long[classes];
        observations.forEach(one -> predicted[one.predicted()]++);
        int length = observations.isEmpty() ? 1 : observations.get(0).vector().length;
        return new DriftReference(
                figures,
                predicted,
                observations.stream()
                        .limit(Math.max(2, MOST_VALUES / length))
                        .map(Observation::vector)
                        .toArray(float[][]::new));
    }

    /**
     * Each figure of all that was observed, in its order.
     *
     * @param observed one number a name each
     */
    public static Map<String, double[]> byName(List<String> names, List<double[]> observed) {
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int figure = i;
            figures.put(
                    names.get(i),
                    observed.stream().mapToDouble(one -> one[figure]).toArray());
        }
        return figures;
    }

    /** Writes {@link #FILE} into an artefact's folder. */
    public void write(Path folder) {
        try {
            Files.write(folder.resolve(FILE), toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** UTF-8, as in the file. */
    public byte[] toJson() {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        figures.forEach((name, values) -> {
            ByteBuffer bytes = buffer(values.length);
            for (double value : values) {
                bytes.putFloat((float) value);
            }
            encoded.put(name, bytes.array());
        });
        int length = vectors.length == 0 ? 0 : vectors[0].length;
        ByteBuffer bytes = buffer(vectors.length * length);
        for (float[] vector : vectors) {
            for (float value : vector) {
                bytes.putFloat(value);
            }
        }
        try {
            return JSON.writeValueAsBytes(new Stored(encoded, predicted, length, bytes.array()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reference is always JSON", e);
        }
    }

    /** @throws IllegalArgumentException when it is not what {@link #toJson} writes */
    public static DriftReference parse(byte[] json) {
        try {
            Stored stored = JSON.readValue(json, Stored.class);
            Map<String, double[]> figures = new LinkedHashMap<>();
            stored.figures().forEach((name, bytes) -> figures.put(name, doubles(bytes)));
            int bytesEach = Math.max(1, stored.vectorLength()) * Float.BYTES;
            ByteBuffer all = ByteBuffer.wrap(stored.vectors()).order(ByteOrder.LITTLE_ENDIAN);
            float[][] vectors = new float[stored.vectors().length / bytesEach][];
            IntFunction<float[]> vector = i -> {
                float[] values = new float[stored.vectorLength()];
                all.slice(i * bytesEach, bytesEach)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                return values;
            };
            java.util.Arrays.setAll(vectors, vector);
            return new DriftReference(figures, stored.predicted(), vectors);
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("This is no %s: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    private static ByteBuffer buffer(int values) {
        return ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / Float.BYTES];
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = all.getFloat(i * Float.BYTES);
        }
        return values;
    }
}
