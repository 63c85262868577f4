package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a schema cannot say of a backbone and of the stages in which it is trained. */
final class BackboneCheck {
    private static final int LONGEST = 54; // with ".backbone" behind it, the name of a model

    private final YamlTree tree;
    private final Problems problems;
    private final JsonNode backbone;

    private BackboneCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
        this.backbone = tree.at("model.backbone");
    }

    static void check(YamlTree tree, Problems problems, boolean finetunes) {
        BackboneCheck check = new BackboneCheck(tree, problems);
        if (check.backbone.isObject()) {
            check.origin();
        }
        check.stages(finetunes);
    }

    private void origin() {
        if (backbone.has("architecture") && backbone.has("model")) {
            problem("model.backbone.model", "stands beside architecture; allowed: one of the two.");
        }
        if (!backbone.has("architecture") && !backbone.has("model")) {
            problem("model.backbone", "has neither model nor architecture; allowed: exactly one of the two.");
        }
        List<String> foreign =
                backbone.has("architecture") ? List.of("version") : List.of("width", "weights", "pooling");
        foreign.stream()
                .filter(backbone::has)
                .forEach(key -> problem(
                        "model.backbone." + key,
                        "has no effect beside %s.".formatted(backbone.has("architecture") ? "architecture" : "model")));
        if (backbone.has("architecture")
                && tree.root().path("pipeline").asText().length() > LONGEST) {
            problem(
                    "pipeline",
                    "has more than %d characters, which is too long for one with a backbone of its own."
                            .formatted(LONGEST));
        }
    }

    private void stages(boolean finetunes) {
        JsonNode stages = tree.at("train.stages");
        if (stages.isMissingNode()) {
            return;
        }
        if (!backbone.isObject()) {
            problem("train.stages", "has no effect without a backbone, below which nothing is frozen.");
        }
        if (finetunes && backbone.isObject() && !backbone.has("architecture")) {
            problem("train.stages", "unfreezes a backbone; allowed where model.backbone has an architecture.");
        }
        for (String key : List.of("epochs", "schedule")) {
            if (tree.root().path("train").has(key)) {
                problem(
                        "train." + key,
                        "has no effect beside stages, each of which has its own epochs and a steady rate.");
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            for (String key : List.of("layerDecay", "batchNormalization")) {
                if (stages.path(i).has(key) && !stages.path(i).has("unfreeze")) {
                    problem("train.stages[%d].%s".formatted(i, key), "has no effect without unfreeze.");
                }
            }
        }
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
