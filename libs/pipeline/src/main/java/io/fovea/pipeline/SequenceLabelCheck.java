package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a schema cannot say of images whose label is a sequence: what such a label needs, and what goes with one class only. */
final class SequenceLabelCheck {

    static final String SEQUENCE = "sequence";
    private static final List<String> OF_ONE_CLASS = List.of("train.loss", "train.classWeights", "train.metrics");

    private final YamlTree tree;
    private final Problems problems;

    private SequenceLabelCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        SequenceLabelCheck check = new SequenceLabelCheck(tree, problems);
        JsonNode label = tree.root().path("label");
        if (SEQUENCE.equals(label.path("kind").asText())) {
            check.sequence(label);
        } else if (label.has("longest")) {
            check.problem("label.longest", "has no effect on one class; allowed where label.kind is sequence.");
        }
    }

    private void sequence(JsonNode label) {
        if (!label.has("longest")) {
            problem("label.longest", "is missing; allowed: a whole number from 1 to 64.");
        }
        if (tree.root().path("model").has("backbone")) {
            problem("model.backbone", "does not go with a label that is a sequence; allowed: architecture.");
        }
        for (String key : OF_ONE_CLASS) {
            if (!tree.at(key).isMissingNode()) {
                problem(key, "is for labels of one class, and label.kind is sequence.");
            }
        }
        JsonNode augment = tree.root().path("augment");
        for (int i = 0; i < augment.size(); i++) {
            for (String mixing : List.of("mixup", "cutmix")) {
                if (augment.path(i).has(mixing)) {
                    problem(
                            "augment[%d].%s".formatted(i, mixing),
                            "mixes labels of one class, and label.kind is sequence.");
                }
            }
        }
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
