package io.fovea.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a new version goes live by itself: one metric against one number, such as {@code accuracy > 0.97}.
 *
 * <p>{@code accuracy} is {@code test_accuracy} where the job had test examples, else {@code val_accuracy}; {@code loss}
 * likewise. A prefixed metric is that one only.
 */
public record PromoteRule(String metric, Comparison comparison, double number) {

    /** The metrics that a rule may name. */
    public static final List<String> METRICS =
            List.of("accuracy", "loss", "val_accuracy", "val_loss", "test_accuracy", "test_loss");

    private static final Pattern RULE =
            Pattern.compile("\\s*([A-Za-z_]+)\\s*(>=|<=|>|<)\\s*(-?[0-9]*\\.?[0-9]+(?:[eE]-?[0-9]+)?)\\s*");

    /** How a metric is held against the number. */
    public enum Comparison {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        private boolean holds(double figure, double number) {
            return switch (this) {
                case ABOVE -> figure > number;
                case AT_LEAST -> figure >= number;
                case BELOW -> figure < number;
                case AT_MOST -> figure <= number;
            };
        }

        private static Comparison of(String sign) {
            return Stream.of(values())
                    .filter(comparison -> comparison.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * The rule that is written so.
     *
     * @throws IllegalArgumentException when it is not one, or could never hold
     */
    public static PromoteRule parse(String rule) {
        Matcher matcher = RULE.matcher(rule);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a rule; allowed: a metric, one of > >= < <=, and a number, such as \"accuracy > 0.97\"."
                            .formatted(rule));
        }
        PromoteRule parsed = new PromoteRule(
                matcher.group(1), Comparison.of(matcher.group(2)), Double.parseDouble(matcher.group(3)));
        parsed.check(rule);
        return parsed;
    }

    /** Whether a version with these metrics goes live; without the metric, or where it is not a number, it does not. */
    public boolean holds(Map<String, Double> metrics) {
        return figure(metrics).map(figure -> comparison.holds(figure, number)).orElse(false);
    }

    /** The figure that the rule looks at, when the metrics have it. */
    public Optional<Double> figure(Map<String, Double> metrics) {
        Stream<String> names = metric.contains("_") ? Stream.of(metric) : Stream.of("test_" + metric, "val_" + metric);
        return names.filter(metrics::containsKey).map(metrics::get).findFirst();
    }

    /** As one writes it in the file. */
    @Override
    public String toString() {
        return metric + " " + comparison.sign + " " + number;
    }

    private void check(String rule) {
        if (!METRICS.contains(metric)) {
            throw new IllegalArgumentException("\"%s\" names the metric \"%s\"; allowed: %s.%s"
                    .formatted(rule, metric, String.join(", ", METRICS), NearMiss.hint(metric, METRICS)));
        }
        if (metric.endsWith("accuracy") && (number < 0 || number > 1)) {
            throw new IllegalArgumentException("\"%s\" compares an accuracy, which is from 0 to 1, with %s.%s"
                    .formatted(rule, number, number > 1 && number <= 100 ? " Maybe " + number / 100 + "?" : ""));
        }
    }
}
