package io.fovea.trainer.training;

import io.fovea.cnn.Device;
import io.fovea.cnn.DeviceException;
import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.callbacks.ReduceLROnPlateau;
import io.fovea.cnn.data.Dataset;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.pipeline.ScheduleSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.jobs.JobEvents;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a pipeline's network, from its last checkpoint on where there is one, and exports it. The same examples and
 * seed give the same weights, to the bit, however often it was broken off.
 */
public final class Fitting {
    private static final String VALIDATION_LOSS = "val_loss";
    private static final int EVALUATION_BATCH = 256;

    private final Device device;
    private final Duration checkpointInterval;
    private final TrainingMeters meters;

    /** @param checkpointInterval between two checkpoints within an epoch, at least */
    public Fitting(Device device, Duration checkpointInterval, TrainingMeters meters) {
        this.device = device;
        this.checkpointInterval = checkpointInterval;
        this.meters = meters;
    }

    /**
     * @param starting what the backbone within the network begins with, where it has one
     * @param folder where to export to
     * @throws JobFailedException when the network cannot be built, or its loss is no number
     * @throws io.fovea.trainer.jobs.JobStoppedException when asked to stop
     */
    public FittedModel fit(
            PipelineSpec pipeline,
            JobExamples examples,
            Optional<StartingWeights> starting,
            Checkpoints checkpoints,
            JobEvents events,
            Stop stop,
            Path folder) {
        try (NetworkData data = NetworkData.of(examples, pipeline)) {
            return fit(pipeline, examples, data, starting, checkpoints, events, stop, folder);
        }
    }

    private FittedModel fit(
            PipelineSpec pipeline,
            JobExamples examples,
            NetworkData data,
            Optional<StartingWeights> starting,
            Checkpoints checkpoints,
            JobEvents events,
            Stop stop,
            Path folder) {
        List<Stage> stages = Stage.of(pipeline.train());
        int begun = checkpoints.stage();
        Map<String, HostTensor> weights = Map.of();
        for (Stage stage : stages.subList(begun, stages.size())) {
            Checkpoints kept = checkpoints.ofStage(stage.number());
            try (TrainableModel model = compile(pipeline, examples, starting, stage)) {
                if (!weights.isEmpty()) {
                    model.setWeights(weights);
                }
                int done = kept.fetch().map(model::restoreCheckpoint).orElse(stage.firstEpoch());
                if (stage.number() == begun) {
                    events.started(done, pipeline.train().epochs(), model.restoredBatches(), kept.place());
                }
                var keeper = new CheckpointKeeper(kept, checkpointInterval);
                var reports = new EpochReports(pipeline.train().epochs(), keeper, events, meters, stop);
                model.fit(
                        data.train(),
                        data.validation(),
                        new FitOptions(pipeline.train().batchSize(), stage.endEpoch(), done),
                        callbacks(stage, data, reports));
                if (stage.number() == stages.size() - 1) {
                    Map<String, Double> metrics = metrics(model, data);
                    metrics.putAll(Baselines.metrics(
                            examples, pipeline.model().classes().size()));
                    ExportedModel exported = ArtefactFiles.write(model, folder);
                    DriftFile.write(model, examples, pipeline, folder);
                    return new FittedModel(exported, metrics, starting.map(StartingWeights::backbone));
                }
                weights = model.weights();
            } catch (DeviceException e) {
                throw new JobFailedException(e.getMessage(), e);
            }
        }
        throw new IllegalStateException("The job has no stages.");
    }

    private TrainableModel compile(
            PipelineSpec pipeline, JobExamples examples, Optional<StartingWeights> starting, Stage stage) {
        TrainSpec train = pipeline.train();
        Model network = Network.of(pipeline, examples.input());
        starting.ifPresent(from -> from.weights().loadPartInto(network));
        Optional<PretrainedSpec> within = starting.flatMap(
                from -> pipeline.model().backbone().orElseThrow().pretrained());
        try {
            return network.compile(
                    stage.optimizer(examples.sets().train().size(), network, within),
                    Objectives.of(pipeline, examples.sets().train()),
                    new Options(train.seed(), device));
        } catch (IllegalArgumentException e) {
            throw Network.cannotBeBuilt(pipeline, e);
        }
    }

    private static Callback[] callbacks(Stage stage, NetworkData data, EpochReports reports) {
        List<Callback> callbacks = new ArrayList<>();
        stage.earlyStopping().ifPresent(declared -> {
            requireValidation(data, "Early stopping", declared.monitor());
            callbacks.add(
                    new EarlyStopping(declared.monitor(), declared.patience(), true).minDelta(declared.minDelta()));
        });
        stage.schedule().ifPresent(declared -> {
            if (declared instanceof ScheduleSpec.ReduceOnPlateau reduce) {
                requireValidation(data, "The schedule reduceOnPlateau", VALIDATION_LOSS);
                callbacks.add(new ReduceLROnPlateau(VALIDATION_LOSS, reduce.factor(), reduce.patience()));
            }
        });
        callbacks.add(reports);
        return callbacks.toArray(Callback[]::new);
    }

    private static void requireValidation(NetworkData data, String watcher, String monitor) {
        if (data.validation().size() == 0) {
            throw new JobFailedException(
                    "%s watches %s, and there are no validation examples.".formatted(watcher, monitor));
        }
    }

    /** All of the weights as they are now: early stopping may have gone back to those of another epoch than the last. */
    private static Map<String, Double> metrics(TrainableModel model, NetworkData data) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        add(metrics, "", model, data.train());
        add(metrics, "val_", model, data.validation());
        add(metrics, "test_", model, data.test());
        return metrics;
    }

    private static void add(Map<String, Double> metrics, String prefix, TrainableModel model, Dataset dataset) {
        if (dataset.size() > 0) {
            model.evaluate(dataset, EVALUATION_BATCH).forEach((name, value) -> metrics.put(prefix + name, value));
        }
    }
}
