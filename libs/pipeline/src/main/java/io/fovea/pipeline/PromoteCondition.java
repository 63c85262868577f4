package io.fovea.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A metric against a number.
 *
 * <p>{@code accuracy} is {@code test_accuracy} where the job had test examples, else {@code val_accuracy}; other metrics without the
 * name of a split or a learner in front likewise.
 */
public record PromoteCondition(String metric, Comparison comparison, double number) {

    private static final Pattern CONDITION =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(>=|<=|>|<)\\s*(-?[0-9]*\\.?[0-9]+(?:[eE]-?[0-9]+)?)\\s*");
    private static final Pattern PREFIXED = Pattern.compile("(val|test|control|regression|lastReturn)_.*");

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

        boolean holds(double figure, double number) {
            return switch (this) {
                case ABOVE -> figure > number;
                case AT_LEAST -> figure >= number;
                case BELOW -> figure < number;
                case AT_MOST -> figure <= number;
            };
        }

        static Comparison of(String sign) {
            return Stream.of(values())
                    .filter(comparison -> comparison.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static PromoteCondition parse(String condition) {
        Matcher matcher = CONDITION.matcher(condition);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a rule; allowed: a metric, one of > >= < <=, and a number, such as \"accuracy > 0.97\"; several with and between them."
                            .formatted(condition.strip()));
        }
        PromoteCondition parsed = new PromoteCondition(
                matcher.group(1), Comparison.of(matcher.group(2)), Double.parseDouble(matcher.group(3)));
        parsed.check(condition.strip());
        return parsed;
    }

    /** Whether it holds; not where the metric is missing or no number. */
    boolean holds(Map<String, Double> metrics) {
        return figure(metrics).map(figure -> comparison.holds(figure, number)).orElse(false);
    }

    /** The figure that it looks at, when the metrics have it. */
    public Optional<Double> figure(Map<String, Double> metrics) {
        Stream<String> names =
                PREFIXED.matcher(metric).matches() ? Stream.of(metric) : Stream.of("test_" + metric, "val_" + metric);
        return names.filter(metrics::containsKey).map(metrics::get).findFirst();
    }

    private void check(String rule) {
        if (metric.endsWith("accuracy") && (number < 0 || number > 1)) {
            throw new IllegalArgumentException("\"%s\" compares an accuracy, which is from 0 to 1, with %s.%s"
                    .formatted(rule, number, number > 1 && number <= 100 ? " Maybe " + number / 100 + "?" : ""));
        }
    }

    @Override
    public String toString() {
        return metric + " " + comparison.sign + " " + number;
    }
}
