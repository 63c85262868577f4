package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the schema says about its keys, for people: an error quotes it. */
final class Schema {

    private final JsonNode root;

    private Schema(JsonNode root) {
        this.root = root;
    }

    /** Of a pipeline on images. */
    static Schema ofImages() {
        return new Schema(read("pipeline.schema.json"));
    }

    /** Of a pipeline on bars: that on images, with the keys of {@code market.schema.json} added, replaced or, where null, removed. */
    static Schema ofBars() {
        JsonNode root = read("pipeline.schema.json");
        merge((ObjectNode) root, (ObjectNode) read("market.schema.json"));
        return new Schema(root);
    }

    /** A JSON merge patch, RFC 7396. */
    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            JsonNode present = target.get(change.getKey());
            if (change.getValue().isNull()) {
                target.remove(change.getKey());
            } else if (present instanceof ObjectNode inner && change.getValue() instanceof ObjectNode innerPatch) {
                merge(inner, innerPatch);
            } else {
                target.set(change.getKey(), change.getValue());
            }
        }
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The pipeline schema cannot be read from the class path.", e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The schema at a JSON pointer, such as {@code /properties/train}. */
    JsonNode at(String pointer) {
        return resolve(root.at(pointer));
    }

    /** The schema of a property of this one. */
    JsonNode property(JsonNode schema, String name) {
        return resolve(schema.path("properties").path(name));
    }

    static List<String> keys(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    static List<String> choices(JsonNode schema) {
        List<String> choices = new ArrayList<>();
        schema.path("enum").forEach(choice -> choices.add(choice.asText()));
        return choices;
    }

    static String allowed(JsonNode schema) {
        return schema.path("description").asText();
    }

    /** Every place where a key of this name is known, such as {@code train.epochs}. */
    List<String> places(String key) {
        List<String> places = new ArrayList<>();
        collect(root, "", key, places);
        return places;
    }

    private void collect(JsonNode schema, String path, String key, List<String> places) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String place = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (property.getKey().equals(key)) {
                places.add(place);
            }
            collect(resolve(property.getValue()), place, key, places);
        }
        if (schema.has("items")) {
            collect(resolve(schema.get("items")), path, key, places);
        }
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }
}
