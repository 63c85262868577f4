package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Keras or TensorFlow.js says of one layer, key by key; a number may stand for two equal ones, as in Keras. */
record KerasConfig(JsonNode json) {
    String name() {
        return json.path("name").asText();
    }

    boolean has(String key) {
        return json.hasNonNull(key);
    }

    JsonNode path(String key) {
        return json.path(key);
    }

    String text(String key, String otherwise) {
        return json.path(key).asText(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return json.path(key).asBoolean(otherwise);
    }

    int whole(String key, int otherwise) {
        return json.path(key).asInt(otherwise);
    }

    /** @throws WeightsException for anything but a number, such as one for each channel */
    double number(String key, double otherwise) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isNumber()) {
            throw unsupported("%s of %s".formatted(key, value));
        }
        return value.asDouble(otherwise);
    }

    /** Along axis 0 (height) or 1 (width). */
    int size(String key, int axis) {
        JsonNode value = json.path(key);
        return value.isArray() ? value.path(axis).asInt() : value.asInt();
    }

    /** @throws WeightsException where height and width differ */
    int square(String key) {
        JsonNode value = json.path(key);
        if (value.size() == 2 && value.get(0).asInt() != value.get(1).asInt()) {
            throw unsupported("%s of %s".formatted(key, value));
        }
        return size(key, 0);
    }

    /** How much before (side 0) or after (side 1) along an axis. */
    int margin(String key, int axis, int side) {
        JsonNode value = json.path(key);
        JsonNode along = value.isArray() ? value.path(axis) : value;
        return along.isArray() ? along.path(side).asInt() : along.asInt();
    }

    long[] longs(String key) {
        JsonNode values = json.path(key);
        long[] read = new long[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i).asLong(-1); // TensorFlow.js writes what is left as null
        }
        return read;
    }

    /** One axis or a list of some. */
    int[] axes(String key, int otherwise) {
        return json.path(key).isArray() ? ints(key) : new int[] {whole(key, otherwise)};
    }

    /** One number or a list, nested or not, of some. */
    float[] floats(String key) {
        List<Float> read = new ArrayList<>();
        collect(json.path(key), read);
        float[] values = new float[read.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read.get(i);
        }
        return values;
    }

    private static void collect(JsonNode value, List<Float> read) {
        if (value.isNumber()) {
            read.add(value.floatValue());
        }
        value.forEach(inner -> collect(inner, read));
    }

    int[] ints(String key) {
        JsonNode values = json.path(key);
        int[] read = new int[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.get(i).asInt();
        }
        return read;
    }

    Padding padding() {
        return Padding.valueOf(text("padding", "valid").toUpperCase(Locale.ROOT));
    }

    Activation activation() {
        return has("activation") ? Activation.named(json.path("activation").asText()) : Activation.LINEAR;
    }

    WeightsException unsupported(String what) {
        return new WeightsException("%s: %s is not supported.".formatted(name(), what));
    }
}
