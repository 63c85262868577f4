package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.ImageRecords;
import io.fovea.cli.client.ImageUpload;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.Models;
import io.fovea.cli.client.StreamWait;
import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.client.UploadReport;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.ConfusionMatrix;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.registry.ModelRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A pipeline from its file to its figures, on a running platform: apply, ingest, train, promote, predict. */
public final class PipelineRun {

    private final Connection connection;
    private final PipelineSpec pipeline;
    private final RunData data;
    private final Progress progress;

    /** @param progress a fresh one, whose times become the report's */
    public PipelineRun(Connection connection, PipelineSpec pipeline, RunData data, Progress progress) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.data = data;
        this.progress = progress;
    }

    /** @throws CommandFailure when the data gives nothing to train on, training fails, or the pipeline's rule does not hold */
    public RunReport run() {
        try (var control = new ControlClient(connection)) {
            apply(control);
            try (var deadLetters = new DeadLetters(connection, pipeline.name())) {
                UploadReport labelled = ingest(control);
                TrainingOutcome outcome = new Training(connection, control, pipeline).run(progress);
                String promotion = new Promotion(connection, pipeline).run(outcome, progress);
                Evaluation.Result result =
                        new Evaluation(connection, pipeline, deadLetters).run(data, control, progress);
                deadLetters.read();
                return report(labelled, outcome, promotion, result, deadLetters.count());
            }
        }
    }

    private void apply(ControlClient control) {
        try (Step step = progress.step("apply")) {
            pipeline.model()
                    .backbone()
                    .filter(backbone -> backbone.pretrained().isEmpty())
                    .ifPresent(this::require);
            control.apply(pipeline);
            step.done("pipeline " + pipeline.name() + ", " + network());
        }
    }

    private void require(BackboneSpec backbone) {
        try (ModelRegistry registry = Models.open(connection)) {
            if (registry.resolve(backbone.model(), backbone.version()).isEmpty()) {
                throw new CommandFailure(
                        "Pipeline '%s' stands on the model '%s', which has no version '%s' here: run its pipeline first, on the same data folder."
                                .formatted(pipeline.name(), backbone.model(), backbone.version()));
            }
        }
    }

    private UploadReport ingest(ControlClient control) {
        try (Step step = progress.step("ingest")) {
            var upload = new ImageUpload(
                    new IngestionClient(connection.ingestion()), pipeline.name(), ImageRecords::labelled);
            UploadReport report = send(upload, step);
            if (report.sent() == 0) {
                throw new CommandFailure("There is no labelled image to train on of the classes %s in this data."
                        .formatted(String.join(", ", pipeline.model().classes())));
            }
            new StreamWait(connection, control, pipeline)
                    .untilPrepared(lag -> step.show(Figures.count(report.sent(), "labelled image") + " in, "
                            + Figures.count(lag) + " records on their way"));
            step.done(outcome(report, step));
            return report;
        }
    }

    private UploadReport send(ImageUpload upload, Step step) {
        try (Stream<DatasetImage> images = data.labelled()) {
            return upload.send(images, sent -> step.show(Figures.count(sent, "labelled image") + " in"));
        }
    }

    private String network() {
        return pipeline.model()
                .backbone()
                .map(PipelineRun::onBackbone)
                .orElseGet(() -> pipeline.model().architecture().orElse(""));
    }

    private static String onBackbone(BackboneSpec backbone) {
        return "a head on layer " + backbone.layer() + " of "
                + backbone.pretrained().map(PretrainedSpec::architecture).orElse(backbone.model());
    }

    private static String outcome(UploadReport report, Step step) {
        String refused = report.rejected() == 0 ? "" : ", " + Figures.count(report.rejected()) + " refused";
        return Figures.count(report.sent(), "labelled image")
                + refused
                + Figures.rate(report.sent(), "image", step.elapsed());
    }

    /** Of classes; of sequences of their lengths. */
    private ConfusionMatrix confusion(Answers answers) {
        return pipeline.sequence()
                .map(sequence -> answers.lengths(sequence.longest()))
                .orElseGet(() -> answers.confusion(pipeline.model().classes()));
    }

    private RunReport report(
            UploadReport labelled,
            TrainingOutcome outcome,
            String promotion,
            Evaluation.Result result,
            long deadLetters) {
        boolean tested = result.taken().sent() > 0;
        Map<String, Double> metrics = new LinkedHashMap<>(outcome.metrics());
        if (tested && pipeline.sequence().isPresent()) {
            metrics.put("test_length_accuracy", result.answers().lengthAccuracy());
            metrics.put("test_place_accuracy", result.answers().placeAccuracy());
        }
        return new RunReport(
                pipeline.name(),
                pipeline.version(),
                pipeline.train().seed(),
                pipeline.model().name(),
                outcome.modelVersion(),
                promotion,
                labelled.accepted() + labelled.duplicates(),
                result.taken().ids().size(),
                result.answers().predicted(),
                result.answers().duplicates(),
                deadLetters,
                tested ? result.answers().accuracy() : metrics.getOrDefault("val_accuracy", Double.NaN),
                tested,
                confusion(result.answers()),
                metrics,
                outcome.history(),
                progress.times());
    }
}
