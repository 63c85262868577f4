package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Holds a file against the JSON Schema of pipelines, and says what is wrong in our words. */
final class SchemaCheck {

    private static final Kind IMAGES = new Kind(Schema.ofImages());
    private static final Kind BARS = new Kind(Schema.ofBars());

    private final YamlTree tree;
    private final Problems problems;
    private final Schema schema;

    private SchemaCheck(YamlTree tree, Problems problems, Schema schema) {
        this.tree = tree;
        this.problems = problems;
        this.schema = schema;
    }

    static void check(YamlTree tree, Problems problems) {
        Kind kind = tree.at("input.kind").asText().equals(BarsInput.BARS) ? BARS : IMAGES;
        SchemaCheck check = new SchemaCheck(tree, problems, kind.schema());
        kind.validator().validate(tree.root()).forEach(check::report);
    }

    private void report(ValidationMessage message) {
        String key = key(message.getInstanceLocation());
        String pointer = message.getSchemaLocation().getFragment().getParent().toString();
        JsonNode at = schema.at(pointer);
        switch (message.getType()) {
            case "additionalProperties" -> unknownKey(key, message.getProperty(), at);
            case "required" -> missingKey(key, message.getProperty(), at);
            default -> wrongValue(key, message.getInstanceNode(), at);
        }
    }

    private void unknownKey(String parent, String name, JsonNode at) {
        String key = inner(parent, name);
        List<String> allowed = Schema.keys(at);
        problems.add(
                tree.line(key),
                Shown.text(key),
                "unknown key; allowed: %s.%s".formatted(String.join(", ", allowed), hint(name, allowed)));
    }

    private String hint(String name, List<String> allowed) {
        String near = NearMiss.hint(name, allowed);
        return near.isEmpty()
                ? schema.places(name).stream()
                        .findFirst()
                        .map(place -> " Maybe " + place + "?")
                        .orElse("")
                : near;
    }

    private void missingKey(String parent, String name, JsonNode at) {
        problems.add(
                tree.line(parent),
                inner(parent, name),
                "is missing; allowed: %s.".formatted(Schema.allowed(schema.property(at, name))));
    }

    private void wrongValue(String key, JsonNode value, JsonNode at) {
        problems.add(
                tree.line(key),
                key,
                "%s is not allowed; allowed: %s.%s"
                        .formatted(
                                Shown.value(value),
                                Schema.allowed(at),
                                value.isTextual() ? NearMiss.hint(value.asText(), Schema.choices(at)) : ""));
    }

    private static String inner(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static String key(JsonNodePath location) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            key.append(element instanceof Integer ? "[" + element + "]" : (key.isEmpty() ? "" : ".") + element);
        }
        return key.toString();
    }

    /** A schema, and what holds a file against it. */
    private record Kind(Schema schema, JsonSchema validator) {

        Kind(Schema schema) {
            this(
                    schema,
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(
                                    schema.root(),
                                    SchemaValidatorsConfig.builder()
                                            .pathType(PathType.JSON_POINTER)
                                            .build()));
        }
    }
}
