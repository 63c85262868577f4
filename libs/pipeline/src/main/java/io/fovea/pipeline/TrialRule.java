package io.fovea.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule over the figures of a version on trial, such as {@code agreement > 0.98 and p99 < 20ms}: comparisons of a figure with a
 * number, with {@code and}, {@code or} and parentheses; {@code and} binds closer. Nothing in it is executed.
 *
 * @param text as it was written
 */
public record TrialRule(String text, Expression expression) {

    /** Figures that are shares from 0 to 1, or differences of such. */
    static final List<String> SHARES = List.of("agreement", "errors", "accuracy", "live_accuracy", "accuracy_gain");

    /** Figures that are times, in milliseconds; a rule gives their unit. */
    static final List<String> TIMES = List.of("p50", "p99", "live_p50", "live_p99");

    /** Figures that are ratios. */
    static final List<String> RATIOS = List.of("p99_ratio");

    /** What a rule is made of. */
    public sealed interface Expression {
        /** Whether it holds; a comparison of a figure that is not known does not. */
        boolean holds(Map<String, Double> figures);

        /** The figures that it names, in the order of the text. */
        Set<String> names();
    }

    /** A figure against a number; times in milliseconds. */
    record Comparison(String figure, PromoteCondition.Comparison comparison, double number) implements Expression {
        @Override
        public boolean holds(Map<String, Double> figures) {
            Double value = figures.get(figure);
            return value != null && comparison.holds(value, number);
        }

        @Override
        public Set<String> names() {
            return Set.of(figure);
        }
    }

    /** All of them. */
    record And(List<Expression> parts) implements Expression {
        @Override
        public boolean holds(Map<String, Double> figures) {
            return parts.stream().allMatch(part -> part.holds(figures));
        }

        @Override
        public Set<String> names() {
            return TrialRule.names(parts);
        }
    }

    /** Any of them. */
    record Or(List<Expression> parts) implements Expression {
        @Override
        public boolean holds(Map<String, Double> figures) {
            return parts.stream().anyMatch(part -> part.holds(figures));
        }

        @Override
        public Set<String> names() {
            return TrialRule.names(parts);
        }
    }

    private static Set<String> names(List<Expression> parts) {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.names()));
        return names;
    }

    /** All figures that a rule may name. */
    public static List<String> figures() {
        List<String> all = new ArrayList<>(SHARES);
        all.addAll(TIMES);
        all.addAll(RATIOS);
        return List.copyOf(all);
    }

    /**
     * The rule that is written so.
     *
     * @throws IllegalArgumentException when it is none; the message says at which character
     */
    public static TrialRule parse(String rule) {
        return new TrialRule(rule.strip(), new TrialRuleParser(rule).parse());
    }

    /** Whether it holds of these figures; a figure that is not known makes no comparison hold. */
    public boolean holds(Map<String, Double> figures) {
        return expression.holds(figures);
    }

    /** What it looks at, for people: {@code agreement is 0.9912 and p99 is 3.20 ms}. */
    public String figures(Map<String, Double> figures) {
        return expression.names().stream()
                .map(name -> name + " is " + shown(name, figures.get(name)))
                .collect(Collectors.joining(" and "));
    }

    private static String shown(String name, Double value) {
        if (value == null) {
            return "not known";
        }
        return TIMES.contains(name)
                ? String.format(Locale.ROOT, "%.2f ms", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public String toString() {
        return text;
    }
}
