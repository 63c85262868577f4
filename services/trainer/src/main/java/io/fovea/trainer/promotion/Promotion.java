package io.fovea.trainer.promotion;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PromoteRule;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.util.Locale;
import java.util.Optional;

/** A pipeline's own rule on when a new version goes live. It never goes back to an older version than the live one. */
public final class Promotion {
    private static final String RULE = "rule";

    private final ModelRegistry registry;

    public Promotion(ModelRegistry registry) {
        this.registry = registry;
    }

    /** Applies the rule, once or again; returns what became of it, a sentence for people. */
    public String apply(PipelineSpec pipeline, ModelVersion version) {
        Optional<PromoteRule> rule = pipeline.serve().promote();
        if (rule.isEmpty()) {
            return "Not promoted: the pipeline has no rule for it.";
        }
        String figures = figures(rule.get(), version);
        if (!rule.get().holds(version.getMetricsMap())) {
            return "Not promoted: " + figures;
        }
        Optional<ModelAlias> live = registry.alias(version.getModel(), ModelRegistry.LIVE);
        if (live.isPresent() && number(live.get().getVersion()) > number(version.getVersion())) {
            return "Not promoted: version %s is live already."
                    .formatted(live.get().getVersion());
        }
        if (live.isEmpty() || !live.get().getVersion().equals(version.getVersion())) {
            registry.move(version.getModel(), ModelRegistry.LIVE, version.getVersion(), RULE, figures);
        }
        return "Promoted: " + figures;
    }

    private static String figures(PromoteRule rule, ModelVersion version) {
        return "%s, and the rule is %s."
                .formatted(
                        rule.figures(version.getMetricsMap(), value -> String.format(Locale.ROOT, "%.4f", value)),
                        rule);
    }

    private static int number(String version) {
        return Integer.parseInt(version);
    }
}
