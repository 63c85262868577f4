package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a pipeline has the metrics that its rule for promotion names. */
final class PromotionCheck {

    private static final String KEY = "serve.promote.when";
    private static final Pattern COULD_BE_DECLARED =
            Pattern.compile("(val_|test_)?(auc|precision|recall|f1_score|top_[0-9]+_accuracy)");

    private final YamlTree tree;
    private final Problems problems;
    private final List<String> always;
    private final List<String> allowed;

    private PromotionCheck(YamlTree tree, Problems problems, List<String> always) {
        this.tree = tree;
        this.problems = problems;
        this.always = always;
        this.allowed = new ArrayList<>(always);
        tree.at("train.metrics")
                .forEach(metric ->
                        Stream.of("", "val_", "test_").forEach(prefix -> allowed.add(prefix + metric.asText())));
    }

    /** @param always the metrics that any pipeline of this kind has */
    static void check(YamlTree tree, Problems problems, List<String> always) {
        new PromotionCheck(tree, problems, always).rule();
    }

    private void rule() {
        JsonNode when = tree.at(KEY);
        if (when.isTextual()) {
            try {
                PromoteRule.parse(when.asText()).conditions().stream()
                        .filter(condition -> !allowed.contains(condition.metric()))
                        .findFirst()
                        .ifPresent(this::refuse);
            } catch (IllegalArgumentException e) {
                problem(String.valueOf(e.getMessage()));
            }
        }
    }

    private void refuse(PromoteCondition condition) {
        String metric = condition.metric();
        if (always.equals(PromoteRule.METRICS)
                && COULD_BE_DECLARED.matcher(metric).matches()) {
            problem("names %s, which is not known of this pipeline; allowed: a metric that train.metrics names, or %s."
                    .formatted(metric, String.join(", ", always)));
            return;
        }
        problem("\"%s\" names the metric \"%s\"; allowed: %s.%s"
                .formatted(
                        condition.toString().replaceFirst("\\.0$", ""),
                        metric,
                        String.join(", ", allowed),
                        NearMiss.hint(metric, allowed)));
    }

    private void problem(String explanation) {
        problems.add(tree.line(KEY), KEY, explanation);
    }
}
