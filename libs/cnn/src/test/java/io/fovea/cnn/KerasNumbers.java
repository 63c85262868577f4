package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What Keras 3.15.1, scikit-learn 1.9.1 and scipy 1.17.1 computed: {@code src/test/keras/training.py} wrote it. */
public final class KerasNumbers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode ALL = all();

    private KerasNumbers() {}

    /** A part of the file, such as {@code losses}. */
    public static JsonNode part(String name) {
        return ALL.required(name);
    }

    /** The names in a part of the file, such as those of all optimizers, in its order. */
    public static List<String> names(JsonNode part) {
        List<String> names = new ArrayList<>();
        part.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public static float[] floats(JsonNode numbers) {
        return read(numbers, float[].class);
    }

    public static double[] doubles(JsonNode numbers) {
        return read(numbers, double[].class);
    }

    public static long[] longs(JsonNode numbers) {
        return read(numbers, long[].class);
    }

    /** Each as far from what was expected as the last digits of a float32 explain, and not further. */
    public static void assertClose(float[] actual, JsonNode expected, double tolerance) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            double wanted = expected.get(i).asDouble();
            assertThat(Math.abs(actual[i] - wanted))
                    .as("number %d, %s beside %s", i, actual[i], wanted)
                    .isLessThanOrEqualTo(tolerance * (1 + Math.abs(wanted)));
        }
    }

    private static <T> T read(JsonNode numbers, Class<T> type) {
        return JSON.convertValue(numbers, type);
    }

    private static JsonNode all() {
        try (InputStream in = KerasNumbers.class.getResourceAsStream("/keras/training.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
