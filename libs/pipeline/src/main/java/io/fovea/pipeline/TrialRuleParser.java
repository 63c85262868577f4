package io.fovea.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link TrialRule} by recursive descent.
 *
 * <pre>
 * rule       = all { "or" all }
 * all        = term { "and" term }
 * term       = "(" rule ")" | FIGURE ( ">" | ">=" | "&lt;" | "&lt;=" ) NUMBER [ "us" | "ms" | "s" ]
 * </pre>
 */
final class TrialRuleParser {

    private static final int DEEPEST = 20;
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SIGN = Pattern.compile(">=|<=|>|<");
    private static final Pattern NUMBER = Pattern.compile("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE]-?[0-9]+)?");
    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

    private final String rule;
    private int at;
    private int depth;

    TrialRuleParser(String rule) {
        this.rule = rule;
    }

    TrialRule.Expression parse() {
        TrialRule.Expression whole = rule();
        skip();
        if (at < rule.length()) {
            throw expected("\"and\", \"or\" or the end");
        }
        return whole;
    }

    private TrialRule.Expression rule() {
        List<TrialRule.Expression> parts = new ArrayList<>(List.of(all()));
        while (takes("or")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new TrialRule.Or(List.copyOf(parts));
    }

    private TrialRule.Expression all() {
        List<TrialRule.Expression> parts = new ArrayList<>(List.of(term()));
        while (takes("and")) {
            parts.add(term());
        }
        return parts.size() == 1 ? parts.get(0) : new TrialRule.And(List.copyOf(parts));
    }

    private TrialRule.Expression term() {
        skip();
        if (at < rule.length() && rule.charAt(at) == '(') {
            return inParentheses();
        }
        return comparison();
    }

    private TrialRule.Expression inParentheses() {
        if (++depth > DEEPEST) {
            throw problem("parentheses are at most %d deep".formatted(DEEPEST));
        }
        at++;
        TrialRule.Expression inner = rule();
        skip();
        if (at >= rule.length() || rule.charAt(at) != ')') {
            throw expected("\")\", \"and\" or \"or\"");
        }
        at++;
        depth--;
        return inner;
    }

    private TrialRule.Expression comparison() {
        int start = at;
        String figure = take(WORD, "a figure");
        if (!TrialRule.figures().contains(figure)) {
            at = start;
            throw problem("there is no figure \"%s\"; allowed: %s.%s"
                    .formatted(
                            figure,
                            String.join(", ", TrialRule.figures()),
                            NearMiss.hint(figure, TrialRule.figures())));
        }
        PromoteCondition.Comparison comparison = PromoteCondition.Comparison.of(take(SIGN, "one of > >= < <="));
        skip();
        int beforeNumber = at;
        double number = Double.parseDouble(take(NUMBER, "a number"));
        return new TrialRule.Comparison(figure, comparison, inItsUnit(figure, number, beforeNumber));
    }

    private double inItsUnit(String figure, double number, int beforeNumber) {
        Matcher unit = Pattern.compile("us|ms|s|%").matcher(rule).region(at, rule.length());
        boolean isTime = TrialRule.TIMES.contains(figure);
        boolean hasUnit = unit.lookingAt();
        if (isTime && (!hasUnit || !MILLIS.containsKey(unit.group()))) {
            throw problem("%s is a time: a number with us, ms or s, such as 20ms".formatted(figure));
        }
        if (!isTime && hasUnit) {
            throw problem("%s takes no unit, such as \"%s > 0.98\"".formatted(figure, figure));
        }
        if (TrialRule.SHARES.contains(figure) && Math.abs(number) > 1) {
            at = beforeNumber;
            throw problem("%s is at most 1%s"
                    .formatted(figure, number > 1 && number <= 100 ? ": maybe " + number / 100 : ""));
        }
        if (isTime) {
            at = unit.end();
            return number * MILLIS.get(unit.group());
        }
        return number;
    }

    private boolean takes(String word) {
        skip();
        Matcher next = WORD.matcher(rule).region(at, rule.length());
        if (next.lookingAt() && next.group().equals(word)) {
            at = next.end();
            return true;
        }
        return false;
    }

    private String take(Pattern token, String what) {
        skip();
        Matcher next = token.matcher(rule).region(at, rule.length());
        if (!next.lookingAt()) {
            throw expected(what);
        }
        at = next.end();
        return next.group();
    }

    private void skip() {
        while (at < rule.length() && Character.isWhitespace(rule.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        String found = at >= rule.length() ? "the rule ends" : "there is \"" + Shown.text(rest()) + "\"";
        return problem("expected %s, and %s".formatted(what, found));
    }

    private String rest() {
        return rule.substring(at, Math.min(rule.length(), at + 20));
    }

    private IllegalArgumentException problem(String explanation) {
        return new IllegalArgumentException("character %d: %s".formatted(at + 1, explanation));
    }
}
