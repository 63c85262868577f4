package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
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
            PictureCheck.check(tree, problems);
        }
        check.classes();
        check.optimizer();
        check.warmUp();
        check.promotion(isMarket ? PromoteRule.MARKET_METRICS : PromoteRule.METRICS);
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

    private void optimizer() {
        JsonNode sgd = tree.at("train.optimizer.sgd");
        if (sgd.path("nesterov").asBoolean() && sgd.path("momentum").asDouble() == 0) {
            problem("train.optimizer.sgd.nesterov", "true has no effect without momentum; allowed: momentum above 0.");
        }
    }

    private void warmUp() {
        int warmUp = tree.at("train.schedule.cosine.warmUpEpochs").asInt(0);
        int epochs = tree.at("train.epochs").asInt(10);
        if (warmUp >= epochs) {
            problem(
                    "train.schedule.cosine.warmUpEpochs",
                    "%d is not allowed where train.epochs is %d; allowed: fewer.".formatted(warmUp, epochs));
        }
    }

    private void promotion(List<String> metrics) {
        JsonNode when = tree.at("serve.promote.when");
        if (when.isTextual()) {
            try {
                PromoteRule.parse(when.asText()).conditions().stream()
                        .filter(condition -> !metrics.contains(condition.metric()))
                        .findFirst()
                        .ifPresent(unknown -> unknownMetric(unknown, metrics));
            } catch (IllegalArgumentException e) {
                problem("serve.promote.when", String.valueOf(e.getMessage()));
            }
        }
    }

    private void unknownMetric(PromoteCondition condition, List<String> metrics) {
        problem(
                "serve.promote.when",
                "\"%s\" names the metric \"%s\"; allowed: %s.%s"
                        .formatted(
                                condition.toString().replaceFirst("\\.0$", ""),
                                condition.metric(),
                                String.join(", ", metrics),
                                NearMiss.hint(condition.metric(), metrics)));
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
