package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether the rules of trials can be read. */
final class TrialCheck {

    private static final List<String> RULES = List.of(
            "serve.canary.promote.when",
            "serve.canary.rollback.when",
            "serve.shadow.promote.when",
            "serve.shadow.rollback.when");

    private TrialCheck() {}

    static void check(YamlTree tree, Problems problems) {
        for (String key : RULES) {
            JsonNode when = tree.at(key);
            if (when.isTextual()) {
                try {
                    TrialRule.parse(when.asText());
                } catch (IllegalArgumentException e) {
                    problems.add(
                            tree.line(key), key, "\"%s\" is no rule. At %s.".formatted(when.asText(), e.getMessage()));
                }
            }
        }
    }
}
