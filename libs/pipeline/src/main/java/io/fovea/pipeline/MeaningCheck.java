package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What a schema cannot say: keys that exclude, need or contradict each other. */
final class MeaningCheck {

    private final YamlTree tree;
    private final Problems problems;

    private MeaningCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        MeaningCheck check = new MeaningCheck(tree, problems);
        boolean isMarket = tree.at("input.kind").asText().equals(BarsInput.BARS);
        if (isMarket) {
            MarketCheck.check(tree, problems);
        } else {
            check.network();
            BandsCheck.check(tree, problems);
            PictureCheck.check(tree, problems);
            SequenceLabelCheck.check(tree, problems);
        }
        check.classes();
        TrainCheck.check(tree, problems);
        TrialCheck.check(tree, problems);
        PromotionCheck.check(tree, problems, isMarket ? PromoteRule.MARKET_METRICS : PromoteRule.METRICS);
    }

    private void network() {
        JsonNode model = tree.root().path("model");
        if (!model.isObject()) {
            return;
        }
        if (model.has("architecture") && model.has("backbone")) {
            problem("model.backbone", "stands beside architecture; allowed: one of the two.");
        }
        if (!model.has("architecture") && !model.has("backbone")) {
            problem("model", "has neither architecture nor backbone; allowed: exactly one of the two.");
        }
        if (model.has("head") && !model.has("backbone")) {
            problem("model.head", "has no effect without a backbone, on whose features a head learns.");
        }
        if (model.has("backbone")) {
            PictureCheck.refuseValues(tree, problems);
            if (!finetunes()) {
                noEffectOnFeatures("augment", "features are computed once, from the pictures as they are");
            }
        }
        BackboneCheck.check(tree, problems, finetunes());
    }

    private boolean finetunes() {
        return !tree.at("train.stages").findValues("unfreeze").isEmpty();
    }

    private void noEffectOnFeatures(String key, String reason) {
        if (!tree.root().path(key).isEmpty()) {
            problem(key, "has no effect with a backbone: %s.".formatted(reason));
        }
    }

    private void classes() {
        JsonNode classes = tree.at("model.classes");
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; classes.isArray() && i < classes.size(); i++) {
            String key = "model.classes[%d]".formatted(i);
            String name = tree.written().getOrDefault(key, "");
            String first = seen.putIfAbsent(name, key);
            if (first != null) {
                problem(key, "%s is not allowed: %s has the same name.".formatted(Shown.text(name), first));
            }
        }
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
