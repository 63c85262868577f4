package io.fovea.cnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** One objective for each output of a model, in the model's order. */
record Objectives(List<String> names, List<Objective> each) {
    static Objectives of(Model model, Objective only) {
        if (model.outputs().size() != 1) {
            throw new IllegalArgumentException(
                    "The model has the outputs %s: give each its loss, by its name.".formatted(outputNames(model)));
        }
        return new Objectives(outputNames(model), List.of(only));
    }

    /** @throws IllegalArgumentException where an output has no objective, or an objective no output */
    static Objectives of(Model model, Map<String, Objective> byOutput) {
        List<String> names = outputNames(model);
        if (!byOutput.keySet().equals(Set.copyOf(names)) || byOutput.size() != names.size()) {
            throw new IllegalArgumentException("Expected a loss for each output of the model, %s, received some for %s."
                    .formatted(names, byOutput.keySet()));
        }
        List<Objective> each = new ArrayList<>();
        names.forEach(name -> each.add(byOutput.get(name)));
        return new Objectives(names, each);
    }

    private static List<String> outputNames(Model model) {
        return model.outputs().stream().map(output -> output.layer().name()).toList();
    }

    int size() {
        return each.size();
    }

    /** What the logs of an output begin with: as in Keras nothing where it is the only one. */
    String prefix(int output) {
        return size() == 1 ? "" : names.get(output) + "_";
    }

    Shape targetShape(Model model, int output) {
        return each.get(output).loss().targetShape(model.outputs().get(output).shape());
    }

    boolean watchesOutputs() {
        return each.stream()
                .anyMatch(objective -> !objective.metrics().isEmpty()
                        || !objective.weightedMetrics().isEmpty());
    }
}
