package io.fovea.cli.market;

import io.fovea.cli.client.BarUpload;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.Evaluations;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.StreamWait;
import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.Promotion;
import io.fovea.cli.run.Training;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.BarFiles;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A market pipeline from its file to its signals, on a running platform: apply, ingest, windows, train, promote, signals. */
public final class MarketRun {
    private final Connection connection;
    private final PipelineSpec pipeline;
    private final List<Path> files;
    private final Progress progress;

    /** @param progress a fresh one, whose times become the report's */
    public MarketRun(Connection connection, PipelineSpec pipeline, List<Path> files, Progress progress) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.files = List.copyOf(files);
        this.progress = progress;
    }

    /** @throws CommandFailure when the data gives nothing to train on, training fails, or the pipeline's rule does not hold */
    public MarketReport run() {
        BarFiles bars = BarFiles.open(files, pipeline.market().orElseThrow().bars());
        try (var control = new ControlClient(connection)) {
            apply(control);
            BarUpload upload = ingest(bars);
            windows(control);
            TrainingOutcome outcome = new Training(connection, control, pipeline).run(progress);
            String promotion = new Promotion(connection, pipeline).run(outcome, progress);
            Signals signals = new Signals(connection, control, pipeline).await(progress);
            EvaluationReport evaluation =
                    Evaluations.read(connection, pipeline.name(), Optional.of(outcome.modelVersion()));
            return new MarketReport(
                    pipeline.name(),
                    pipeline.model().name(),
                    outcome.modelVersion(),
                    promotion,
                    upload.accepted() + upload.duplicates(),
                    upload.rejected(),
                    signals.count(),
                    signals.inSample(),
                    signals.newest(),
                    evaluation,
                    Evaluations.signals(connection, evaluation),
                    progress.times());
        }
    }

    private void apply(ControlClient control) {
        try (Step step = progress.step("apply")) {
            control.apply(pipeline);
            step.done("pipeline %s, %s"
                    .formatted(pipeline.name(), pipeline.model().network()));
        }
    }

    private BarUpload ingest(BarFiles bars) {
        try (Step step = progress.step("ingest")) {
            long rows = bars.count();
            BarUpload upload = new BarUpload(
                            new IngestionClient(connection.ingestion()),
                            pipeline.name(),
                            OptionalDouble.empty(),
                            sent -> step.count(sent, rows, "bars"))
                    .send(bars);
            if (upload.accepted() + upload.duplicates() == 0) {
                throw new CommandFailure("There is no bar in this data: %s"
                        .formatted(upload.refusals().stream().findFirst().orElse("it is empty.")));
            }
            step.done(Figures.count(upload.accepted() + upload.duplicates(), "bar")
                    + (upload.rejected() == 0 ? "" : ", " + Figures.count(upload.rejected()) + " refused")
                    + Figures.rate(rows, "bar", step.elapsed()));
            return upload;
        }
    }

    private void windows(ControlClient control) {
        try (Step step = progress.step("windows")) {
            new StreamWait(connection, control, pipeline)
                    .untilPrepared(lag -> step.show(Figures.count(lag, "bar") + " on their way"));
            step.done("every bar has been through preprocessing");
        }
    }
}
