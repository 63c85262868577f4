package io.fovea.pipeline;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A pipeline file as its author wrote it, with other values in place of some: comments and layout stay.
 *
 * @param yaml the file
 */
public record PipelineText(String yaml) {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[([0-9]{1,4})]");

    /** The value at a key such as {@code train.optimizer.sgd.learningRate} or {@code augment[0].shift}, as it stands in the file. */
    public Optional<String> value(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    /**
     * The file with other values.
     *
     * @param values by key; each takes the place of what stands there, as plain text
     * @throws IllegalArgumentException where the file has no such key, or more than a single value there
     */
    public PipelineText with(Map<String, String> values) {
        StringBuilder text = new StringBuilder(yaml);
        values.entrySet().stream()
                .map(entry -> new Replacement(required(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingInt(Replacement::from).reversed())
                .forEach(replacement ->
                        text.replace(place(replacement.from()), place(replacement.to()), replacement.text()));
        return new PipelineText(text.toString());
    }

    private ScalarNode required(String key) {
        return scalar(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no single value at %s in the file. Write one there first; any that is allowed will do."
                                .formatted(key)));
    }

    private Optional<ScalarNode> scalar(String key) {
        if (!key.matches("[^.\\[\\]]+(\\.[^.\\[\\]]+|\\[[0-9]{1,4}])*")) {
            return Optional.empty();
        }
        Optional<Node> node = Optional.ofNullable(YamlReader.compose(yaml, new Problems("pipeline.yaml")));
        Matcher steps = STEP.matcher(key);
        while (steps.find() && node.isPresent()) {
            String name = steps.group(1);
            String index = steps.group(2);
            node = node.flatMap(from -> name == null ? element(from, Integer.parseInt(index)) : child(from, name));
        }
        return node.filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
    }

    private static Optional<Node> child(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static Optional<Node> element(Node node, int index) {
        List<Node> elements = node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
        return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
    }

    /** Of a code point, which is what YAML counts, among Java's characters. */
    private int place(int codePoint) {
        return yaml.offsetByCodePoints(0, codePoint);
    }

    private record Replacement(ScalarNode node, String text) {
        int from() {
            return node.getStartMark().getIndex();
        }

        int to() {
            return node.getEndMark().getIndex();
        }
    }
}
