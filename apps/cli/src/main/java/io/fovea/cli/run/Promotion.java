package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Models;
import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PromoteRule;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.time.Duration;

/** Makes sure that the version which a run trained is the one that answers. */
public final class Promotion {

    private static final Duration RULE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final Connection connection;
    private final PipelineSpec pipeline;

    public Promotion(Connection connection, PipelineSpec pipeline) {
        this.connection = connection;
        this.pipeline = pipeline;
    }

    /**
     * Waits for the pipeline's own rule, or promotes where there is none.
     *
     * @return why the version is live
     * @throws CommandFailure with the figures when the rule does not hold
     */
    public String run(TrainingOutcome outcome, Progress progress) {
        try (Step step = progress.step("promote");
                ModelRegistry registry = Models.open(connection)) {
            String reason = pipeline.serve()
                    .promote()
                    .map(rule -> byRule(rule, outcome, registry))
                    .orElseGet(() -> byHand(outcome, registry));
            step.done(reason);
            return reason;
        }
    }

    private String byRule(PromoteRule rule, TrainingOutcome outcome, ModelRegistry registry) {
        String model = pipeline.model().name();
        String figures = rule.figures(outcome.metrics(), Figures::metric);
        if (!rule.holds(outcome.metrics())) {
            throw new CommandFailure(
                    "%s/%s is not promoted: %s, and the pipeline asks for %s. ./fovea promote does it by hand."
                            .formatted(model, outcome.modelVersion(), figures, rule));
        }
        long deadline = System.nanoTime() + RULE.toNanos();
        while (System.nanoTime() < deadline) {
            if (registry.resolve(model, ModelRegistry.LIVE)
                    .map(ModelVersion::getVersion)
                    .filter(outcome.modelVersion()::equals)
                    .isPresent()) {
                return "%s/%s is live: %s, and the rule is %s".formatted(model, outcome.modelVersion(), figures, rule);
            }
            pause();
        }
        throw new CommandFailure("%s/%s meets the rule %s, and the trainer has not promoted it within %d s."
                .formatted(model, outcome.modelVersion(), rule, RULE.toSeconds()));
    }

    private String byHand(TrainingOutcome outcome, ModelRegistry registry) {
        registry.move(
                pipeline.model().name(), ModelRegistry.LIVE, outcome.modelVersion(), "run", "no rule in the pipeline");
        return "%s/%s is live, promoted by this run: the pipeline has no rule"
                .formatted(pipeline.model().name(), outcome.modelVersion());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }
}
