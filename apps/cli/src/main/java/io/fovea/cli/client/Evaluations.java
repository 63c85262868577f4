package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.ReportJson;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Evaluations that trainers have kept. */
public final class Evaluations {
    private Evaluations() {}

    /**
     * That of a pipeline's model version.
     *
     * @param version empty for the newest
     * @throws CommandFailure when there is no such version, or it was not evaluated
     */
    public static EvaluationReport read(Connection connection, String pipeline, Optional<String> version) {
        ModelVersion model = model(connection, pipeline, version);
        ArtefactStore store = ArtefactStore.open(connection.storage());
        String place = EvaluationReport.place(model.getJobId());
        if (!store.exists(place)) {
            throw new CommandFailure("%s/%s has no evaluation: only pipelines on bars have one."
                    .formatted(model.getModel(), model.getVersion()));
        }
        try {
            return ReportJson.read(Files.readAllBytes(store.fetch(place)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the evaluation's networks said of windows that they had not seen, as CSV; empty where an older trainer kept none. */
    public static Optional<Path> signals(Connection connection, EvaluationReport report) {
        ArtefactStore store = ArtefactStore.open(connection.storage());
        String place = EvaluationReport.signalsPlace(report.subject().job());
        return store.exists(place) ? Optional.of(store.fetch(place)) : Optional.empty();
    }

    private static ModelVersion model(Connection connection, String pipeline, Optional<String> version) {
        try (ModelRegistry registry = Models.open(connection)) {
            return registry.versions().stream()
                    .filter(model -> model.getPipeline().equals(pipeline))
                    .filter(model -> version.map(model.getVersion()::equals).orElse(true))
                    .max(Comparator.comparingInt(model -> Integer.parseInt(model.getVersion())))
                    .orElseThrow(() ->
                            new CommandFailure("Pipeline '%s' has no model version%s yet: ./fovea train %s makes one."
                                    .formatted(
                                            pipeline,
                                            version.map(wanted -> " " + wanted).orElse(""),
                                            pipeline)));
        }
    }
}
