package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.TrainingFollower;
import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.platform.Version;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.training.v1.OffsetRange;
import java.util.List;

/** One training job, from the queue to the model version, in front of a person. */
public final class Training {

    private final Connection connection;
    private final ControlClient control;
    private final PipelineSpec pipeline;

    public Training(Connection connection, ControlClient control, PipelineSpec pipeline) {
        this.connection = connection;
        this.control = control;
        this.pipeline = pipeline;
    }

    /**
     * Puts the job into the queue.
     *
     * @return its id
     * @throws CommandFailure when there is nothing to learn from
     */
    public String submit() {
        List<OffsetRange> examples = control.examples(pipeline);
        if (examples.isEmpty()) {
            throw new CommandFailure("Pipeline '%s' has no examples yet: ingest %s first."
                    .formatted(pipeline.name(), pipeline.market().isPresent() ? "bars" : "labelled images"));
        }
        return control.train(pipeline, examples, Version.current());
    }

    /**
     * Returns when the model version is in the registry.
     *
     * @throws CommandFailure when the training fails
     */
    public TrainingOutcome run(Progress progress) {
        try (Step step = progress.step("train");
                var follower = new TrainingFollower(connection)) {
            String job = submit();
            step.show("waiting for a trainer");
            var curve = new TrainingCurve(step, progress.terminal());
            TrainingOutcome outcome = follower.await(job, curve::show);
            step.done(curve.outcome(outcome, pipeline.model().name()));
            return outcome;
        }
    }
}
