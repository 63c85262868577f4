package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns YAML nodes into JSON and notes the line of each key; a key that stands twice and a tag are problems. */
final class YamlConverter {

    /** Aliases can make a small file large: this many values are the most that one may have. */
    private static final int MAX_VALUES = 200_000;

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT);
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 40;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final Problems problems;
    private int values;

    YamlConverter(Problems problems) {
        this.problems = problems;
    }

    YamlTree convert(Node root) {
        return new YamlTree(value(root, "", 0), lines, written);
    }

    private JsonNode value(Node node, String key, int depth) {
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            throw problems.with(line(node), "its aliases (*name) make it too large or nest it in itself.");
        }
        lines.putIfAbsent(key, line(node));
        if (!PLAIN_TAGS.contains(node.getTag())) {
            problems.add(line(node), key, "the tag %s has no meaning here; leave it out.".formatted(node.getTag()));
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, key, depth);
        }
        return node instanceof SequenceNode sequence ? sequence(sequence, key, depth) : scalar((ScalarNode) node, key);
    }

    private ObjectNode mapping(MappingNode node, String key, int depth) {
        ObjectNode object = json.objectNode();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problems.add(line(entry.getKeyNode()), key, "a key must be a word, not a list or a mapping.");
                continue;
            }
            String inner = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
            if (object.has(name.getValue())) {
                problems.add(line(name), inner, "stands twice, first in line %d.".formatted(lines.get(inner)));
                continue;
            }
            lines.put(inner, line(name));
            object.set(name.getValue(), value(entry.getValueNode(), inner, depth + 1));
        }
        return object;
    }

    private ArrayNode sequence(SequenceNode node, String key, int depth) {
        ArrayNode array = json.arrayNode();
        for (Node item : node.getValue()) {
            array.add(value(item, "%s[%d]".formatted(key, array.size()), depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode node, String key) {
        String text = node.getValue();
        written.put(key, text);
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(node, key, text, tag);
        }
        return json.textNode(text);
    }

    private JsonNode number(ScalarNode node, String key, String text, Tag tag) {
        try {
            if (text.length() <= MAX_DIGITS && tag.equals(Tag.INT)) {
                return json.numberNode(new BigInteger(text));
            }
            double number = Double.parseDouble(text);
            if (text.length() <= MAX_DIGITS && Double.isFinite(number)) {
                return json.numberNode(number);
            }
            problems.add(line(node), key, "%s is too large a number.".formatted(Shown.text(text)));
        } catch (NumberFormatException e) {
            problems.add(line(node), key, "%s is not a number.".formatted(Shown.text(text)));
        }
        return json.nullNode();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
