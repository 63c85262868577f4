package io.fovea.serving;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TrialRule;
import io.fovea.pipeline.TrialSpec;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.TrialSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Ends trials by the pipelines' rules: a version that does badly is given up, one that does well goes live, and the registry keeps
 * the rule and its figures as the reason. Every process may judge; a trial that another one has ended is not judged again.
 */
final class TrialJudge {

    private static final Logger LOG = Logger.getLogger(TrialJudge.class);
    private static final String RULE = "rule";

    private final ModelRegistry registry;
    private final Supplier<List<PipelineSpec>> pipelines;

    /** @param pipelines those whose models are served here, as they are at the time of asking */
    TrialJudge(ModelRegistry registry, Supplier<List<PipelineSpec>> pipelines) {
        this.registry = registry;
        this.pipelines = pipelines;
    }

    /** Asks every rule once. */
    void judge() {
        for (PipelineSpec pipeline : pipelines.get()) {
            judge(
                    pipeline.model().name(),
                    ModelRegistry.CANARY,
                    pipeline.serve().canary());
            judge(
                    pipeline.model().name(),
                    ModelRegistry.SHADOW,
                    pipeline.serve().shadow());
        }
    }

    private void judge(String model, String alias, TrialSpec rules) {
        if (rules.equals(TrialSpec.NONE)) {
            return;
        }
        Optional<ModelAlias> trial = registry.alias(model, alias);
        Optional<TrialSummary> summary = registry.trial(model, alias);
        if (trial.isEmpty() || summary.isEmpty()) {
            return;
        }
        Optional<String> rollback = rules.rollback().flatMap(decision -> reason(decision, summary.get()));
        Optional<String> promote = rules.promote().flatMap(decision -> reason(decision, summary.get()));
        if (rollback.isPresent()) {
            ifStill(trial.get(), () -> registry.end(model, alias, RULE, rollback.get()), rollback.get());
        } else if (promote.isPresent()) {
            ifStill(trial.get(), () -> registry.promote(model, alias, RULE, promote.get()), promote.get());
        }
    }

    /** The rule and its figures, where it has seen enough and holds. */
    private static Optional<String> reason(TrialSpec.Decision decision, TrialSummary summary) {
        long counted = summary.untilMillis() - summary.sinceMillis();
        boolean isEnough = summary.answers() >= decision.answers()
                && counted >= Duration.ofMinutes(decision.minutes()).toMillis();
        TrialRule rule = decision.when();
        Map<String, Double> figures = summary.figures();
        return isEnough && rule.holds(figures)
                ? Optional.of("%s: %s, of %d answers".formatted(rule, rule.figures(figures), summary.answers()))
                : Optional.empty();
    }

    private void ifStill(ModelAlias trial, Runnable move, String reason) {
        registry.catchUp(); // another process may have moved it just now
        boolean isStill = registry.alias(trial.getModel(), trial.getAlias())
                .filter(now ->
                        now.getVersion().equals(trial.getVersion()) && now.getSinceMillis() == trial.getSinceMillis())
                .isPresent();
        if (isStill) {
            LOG.infof(
                    "Trial ends: model=%s alias=%s version=%s reason=%s",
                    trial.getModel(), trial.getAlias(), trial.getVersion(), reason);
            move.run();
        }
    }
}
