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

    private static final Schema SCHEMA = Schema.load();
    private static final JsonSchema VALIDATOR = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    SCHEMA.root(),
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());

    private final YamlTree tree;
    private final Problems problems;

    private SchemaCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        SchemaCheck check = new SchemaCheck(tree, problems);
        VALIDATOR.validate(tree.root()).forEach(check::report);
    }

    private void report(ValidationMessage message) {
        String key = key(message.getInstanceLocation());
        String pointer = message.getSchemaLocation().getFragment().getParent().toString();
        JsonNode schema = SCHEMA.at(pointer);
        switch (message.getType()) {
            case "additionalProperties" -> unknownKey(key, message.getProperty(), schema);
            case "required" -> missingKey(key, message.getProperty(), schema);
            default -> wrongValue(key, message.getInstanceNode(), schema);
        }
    }

    private void unknownKey(String parent, String name, JsonNode schema) {
        String key = inner(parent, name);
        List<String> allowed = Schema.keys(schema);
        problems.add(
                tree.line(key),
                Shown.text(key),
                "unknown key; allowed: %s.%s".formatted(String.join(", ", allowed), hint(name, allowed)));
    }

    private static String hint(String name, List<String> allowed) {
        String near = NearMiss.hint(name, allowed);
        return near.isEmpty()
                ? SCHEMA.places(name).stream()
                        .findFirst()
                        .map(place -> " Maybe " + place + "?")
                        .orElse("")
                : near;
    }

    private void missingKey(String parent, String name, JsonNode schema) {
        problems.add(
                tree.line(parent),
                inner(parent, name),
                "is missing; allowed: %s.".formatted(Schema.allowed(SCHEMA.property(schema, name))));
    }

    private void wrongValue(String key, JsonNode value, JsonNode schema) {
        problems.add(
                tree.line(key),
                key,
                "%s is not allowed; allowed: %s.%s"
                        .formatted(
                                Shown.value(value),
                                Schema.allowed(schema),
                                value.isTextual() ? NearMiss.hint(value.asText(), Schema.choices(schema)) : ""));
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
}
