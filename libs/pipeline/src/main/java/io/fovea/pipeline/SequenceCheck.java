package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a network on windows can be built: one of two ways to declare it, and each layer on what comes to it. */
final class SequenceCheck {

    private static final Map<String, Integer> CALENDAR = Map.of("month", 12, "weekday", 7);

    private static final Map<String, Class<? extends SequenceLayer>> SEARCHED = new TreeMap<>(Map.of(
            "filters", SequenceLayer.Conv1D.class,
            "kernelSize", SequenceLayer.Conv1D.class,
            "units", SequenceLayer.Dense.class,
            "dropout", SequenceLayer.Dropout.class));

    private final YamlTree tree;
    private final Problems problems;

    private SequenceCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        SequenceCheck check = new SequenceCheck(tree, problems);
        JsonNode model = tree.root().path("model");
        if (!model.isObject()) {
            return;
        }
        if (model.has("architecture") == model.has("layers")) {
            check.problem(
                    model.has("layers") ? "model.layers" : "model",
                    model.has("layers")
                            ? "stands beside architecture; allowed: one of the two."
                            : "has neither architecture nor layers; allowed: exactly one of the two.");
        }
        int lags = tree.at("windows.lags").asInt();
        if (lags > 0 && problems.isEmpty()) { // what a schema has refused cannot be read
            List<SequenceLayer> layers = SequenceReader.layers(model.path("layers"));
            check.layers(layers, check.rows(lags));
            check.search(layers, check.rows(lags));
        }
    }

    private void search(List<SequenceLayer> layers, int rows) {
        SEARCHED.forEach((key, kind) -> {
            if (!tree.at("train.search." + key).isMissingNode()
                    && layers.stream().noneMatch(kind::isInstance)) {
                problem(
                        "train.search." + key,
                        "needs a layer of model.layers that has it: %s."
                                .formatted(kind.getSimpleName().toLowerCase(Locale.ROOT)));
            }
        });
        for (JsonNode size : tree.at("train.search.kernelSize")) {
            if (problems.isEmpty()) { // one that does not fit is enough
                layers(
                        new LayerValues(Optional.empty(), Optional.of(size.asInt()), Optional.empty(), Optional.empty())
                                .in(layers),
                        rows);
            }
        }
    }

    private int rows(int lags) {
        int rows = lags;
        for (JsonNode calendar : tree.at("windows.calendar")) {
            rows += CALENDAR.getOrDefault(calendar.asText(), 0);
        }
        return rows;
    }

    private void layers(List<SequenceLayer> layers, int rows) {
        int steps = rows;
        boolean isSequence = true;
        for (int i = 0; i < layers.size(); i++) {
            SequenceLayer layer = layers.get(i);
            String key = "model.layers[%d]".formatted(i);
            if (layer.isOnSequences() && !isSequence) {
                problem(key, "needs a sequence, and what comes to it is flat; allowed: before what flattens.");
                return;
            }
            if (layer instanceof SequenceLayer.Conv1D conv && conv.strides() > 1 && conv.dilationRate() > 1) {
                problem(key + ".conv1d.dilationRate", "stands beside strides; allowed: one of the two above 1.");
            }
            int left = isSequence ? layer.steps(steps) : steps;
            if (left < 1) {
                problem(
                        key,
                        "does not fit on what comes to it, %s; allowed: a smaller kernel, dilation or pool, padding same or causal, or more windows.lags."
                                .formatted(steps == 1 ? "one step" : steps + " steps"));
                return;
            }
            steps = left;
            isSequence = isSequence && layer.givesSequence();
        }
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
