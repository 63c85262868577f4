package io.fovea.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a new version goes live by itself: one or more metrics against numbers, all of which must hold, such as {@code accuracy > 0.97}
 * or {@code ic_t > 2 and control_ic_t < 2}.
 */
public record PromoteRule(List<PromoteCondition> conditions) {

    /** The metrics that a rule of any pipeline on images may name; those of its {@code train.metrics} come to them. */
    public static final List<String> METRICS =
            List.of("accuracy", "loss", "val_accuracy", "val_loss", "test_accuracy", "test_loss");

    /** The metrics that a rule of a pipeline on bars may name: those of its evaluation. */
    public static final List<String> MARKET_METRICS = marketMetrics();

    /** Of one condition. */
    public PromoteRule(String metric, PromoteCondition.Comparison comparison, double number) {
        this(List.of(new PromoteCondition(metric, comparison, number)));
    }

    /** @throws IllegalArgumentException where there is no condition */
    public PromoteRule {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("A rule has a condition at least.");
        }
    }

    private static List<String> marketMetrics() {
        List<String> figures =
                List.of("accuracy", "auc", "ic", "ic_t", "icir", "spread", "spread_after_cost", "turnover", "coverage");
        List<String> metrics = new ArrayList<>(figures);
        for (String learner : List.of("test_", "control_", "regression_", "lastReturn_")) {
            figures.forEach(figure -> metrics.add(learner + figure));
        }
        return List.copyOf(metrics);
    }

    /**
     * The rule that is written so.
     *
     * @throws IllegalArgumentException when it is not one, or could never hold
     */
    public static PromoteRule parse(String rule) {
        return new PromoteRule(Stream.of(rule.split("\\band\\b", -1))
                .map(PromoteCondition::parse)
                .toList());
    }

    /** Whether a version with these metrics goes live; without a metric, or where it is not a number, it does not. */
    public boolean holds(Map<String, Double> metrics) {
        return conditions.stream().allMatch(condition -> condition.holds(metrics));
    }

    /** What the rule looks at, for people: {@code accuracy is 0.9812}, say. */
    public String figures(Map<String, Double> metrics, Function<Double, String> format) {
        return conditions.stream()
                .map(condition -> condition.metric() + " is "
                        + condition.figure(metrics).map(format).orElse("not known"))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    /** As one writes it in the file. */
    @Override
    public String toString() {
        return conditions.stream().map(PromoteCondition::toString).collect(Collectors.joining(" and "));
    }
}
