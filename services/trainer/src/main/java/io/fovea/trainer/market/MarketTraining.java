package io.fovea.trainer.market;

import io.fovea.cnn.Device;
import io.fovea.cnn.DeviceException;
import io.fovea.cnn.ExportedModel;
import io.fovea.evaluation.Panel;
import io.fovea.evaluation.folds.FoldsException;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.ReportJson;
import io.fovea.registry.ArtefactStore;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.trainer.jobs.JobEvents;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import io.fovea.trainer.training.Checkpoints;
import io.fovea.trainer.training.FittedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Judges a market pipeline's network fold by fold, each test window read once, then trains it on all that is known
 * (docs/adr/0014-evaluation-of-signals.md). What was found is kept under {@code evaluations/JOB.json} of the storage, what each fold's network said of its test beside
 * it. The
 * same windows and seed give the same figures and weights, however often the job was broken off.
 */
public final class MarketTraining {
    private final Device device;
    private final ArtefactStore store;
    private final TrainingMeters meters;

    public MarketTraining(Device device, ArtefactStore store, TrainingMeters meters) {
        this.device = device;
        this.store = store;
        this.meters = meters;
    }

    /**
     * Trains and exports.
     *
     * @param folder where to export to
     * @throws JobFailedException when there are too few windows for the folds, or a loss is no number
     * @throws io.fovea.trainer.jobs.JobStoppedException when asked to stop
     */
    public FittedModel fit(
            CheckedJob job, Panel panel, Checkpoints checkpoints, JobEvents events, Stop stop, Path folder) {
        long begunNanos = System.nanoTime();
        try {
            Experiment experiment = Experiment.of(job.pipeline(), panel);
            FoldKeep keep = new FoldKeep(store, job);
            try (FoldWorkers workers = new FoldWorkers(job.pipeline(), device, keep, stop)) {
                int networks = experiment.tasks().size() + 1;
                events.started(0, networks, 0, checkpoints.place());
                Map<String, FoldOutcome> outcomes =
                        workers.run(experiment.tasks(), new Reporting(experiment, networks, checkpoints, events));
                FoldOutcome last = workers.network().learn(experiment.panel(), experiment.last());
                ExportedModel exported = workers.network().export(folder);
                PeriodReference.write(job.pipeline(), experiment, outcomes, folder);
                EvaluationReport report = new Reports(job, experiment, outcomes)
                        .report(workers.network().parameters(), last.epochs(), seconds(begunNanos));
                store.put(EvaluationReport.place(job.id()), ReportJson.write(report));
                store.put(EvaluationReport.signalsPlace(job.id()), WalkForwardSignals.csv(experiment, outcomes));
                return new FittedModel(
                        exported,
                        Reports.metrics(report),
                        Optional.empty(),
                        Optional.of(Instant.ofEpochMilli(
                                experiment.last().trainSpan().toMillis())));
            }
        } catch (FoldsException | DeviceException e) {
            throw new JobFailedException(e.getMessage(), e);
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** An event for each network that is done. */
    private final class Reporting implements BiConsumer<FoldTask, FoldOutcome> {
        private final Experiment experiment;
        private final int networks;
        private final Checkpoints checkpoints;
        private final JobEvents events;
        private final List<String> done = new ArrayList<>();

        Reporting(Experiment experiment, int networks, Checkpoints checkpoints, JobEvents events) {
            this.experiment = experiment;
            this.networks = networks;
            this.checkpoints = checkpoints;
            this.events = events;
        }

        @Override
        public void accept(FoldTask task, FoldOutcome outcome) {
            done.add(task.name());
            checkpoints.progressed();
            Map<String, Double> metrics = experiment.metrics(task, outcome);
            meters.epoch(metrics);
            events.network(done.size(), networks, metrics, checkpoints.place());
        }
    }
}
