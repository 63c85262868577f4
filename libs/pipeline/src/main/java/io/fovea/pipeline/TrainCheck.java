package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a schema cannot say of the part under {@code train}. */
final class TrainCheck {

    private static final String TOP = "top_";

    private final YamlTree tree;
    private final Problems problems;

    private TrainCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        TrainCheck check = new TrainCheck(tree, problems);
        check.momentum();
        check.weightDecay();
        check.layerDecay();
        check.warmUp();
        check.metrics();
        check.monitors();
        check.classWeights();
    }

    private void momentum() {
        JsonNode sgd = tree.at("train.optimizer.sgd");
        if (sgd.path("nesterov").asBoolean() && sgd.path("momentum").asDouble() == 0) {
            problem("train.optimizer.sgd.nesterov", "true has no effect without momentum; allowed: momentum above 0.");
        }
    }

    private void weightDecay() {
        if (!tree.at("train.weightDecay").isMissingNode() && usesAdamW()) {
            problem(
                    "train.weightDecay",
                    "stands beside adamw, which has its own; allowed: train.optimizer.adamw.weightDecay.");
        }
    }

    private void layerDecay() {
        if (!tree.at("train.layerDecay").isMissingNode()
                && !tree.at("train.stages").isMissingNode()) {
            problem(
                    "train.layerDecay",
                    "stands beside stages, each of which has its own; allowed: train.stages[].layerDecay.");
        }
    }

    private boolean usesAdamW() {
        boolean used = tree.at("train.optimizer").has("adamw");
        for (JsonNode stage : tree.at("train.stages")) {
            used |= stage.path("optimizer").has("adamw");
        }
        return used;
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

    private void metrics() {
        JsonNode metrics = tree.at("train.metrics");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            String metric = metrics.path(i).asText();
            String key = "train.metrics[%d]".formatted(i);
            if (!seen.add(metric)) {
                problem(key, "%s stands twice.".formatted(metric));
            }
            if (metric.matches("top_[0-9]+_accuracy") && classes() > 0 && top(metric) >= classes()) {
                problem(
                        key,
                        "%s is always 1 with %d classes; allowed: fewer than the classes."
                                .formatted(metric, classes()));
            }
        }
    }

    private static int top(String metric) {
        return Integer.parseInt(metric.substring(TOP.length(), metric.lastIndexOf('_')));
    }

    /** 0 where that is not known. */
    private int classes() {
        JsonNode classes = tree.at("model.classes");
        return classes.isArray() ? classes.size() : classes.asInt(0);
    }

    private void monitors() {
        monitor("train.earlyStopping.monitor", tree.at("train.earlyStopping.monitor"));
        JsonNode stages = tree.at("train.stages");
        for (int i = 0; i < stages.size(); i++) {
            monitor(
                    "train.stages[%d].earlyStopping.monitor".formatted(i),
                    stages.path(i).path("earlyStopping").path("monitor"));
        }
    }

    private void monitor(String key, JsonNode monitor) {
        List<String> allowed = new ArrayList<>(List.of("val_loss", "val_accuracy"));
        tree.at("train.metrics").forEach(metric -> allowed.add("val_" + metric.asText()));
        if (monitor.isTextual() && !allowed.contains(monitor.asText())) {
            problem(
                    key,
                    "%s is not allowed; allowed: %s, or another metric that train.metrics names.%s"
                            .formatted(
                                    Shown.value(monitor),
                                    String.join(", ", allowed),
                                    NearMiss.hint(monitor.asText(), allowed)));
        }
    }

    private void classWeights() {
        JsonNode weights = tree.at("train.classWeights");
        List<String> names = names();
        if (!weights.isObject() || names.isEmpty()) {
            return;
        }
        weights.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                problem(
                        "train.classWeights." + name,
                        "there is no such class; allowed: %s.%s"
                                .formatted(String.join(", ", names), NearMiss.hint(name, names)));
            }
        });
    }

    private List<String> names() {
        JsonNode classes = tree.at("model.classes");
        return IntStream.range(0, classes())
                .mapToObj(i -> classes.isArray()
                        ? tree.written().getOrDefault("model.classes[%d]".formatted(i), "")
                        : Integer.toString(i))
                .toList();
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
