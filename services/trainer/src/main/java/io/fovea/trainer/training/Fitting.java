package io.fovea.trainer.training;

import io.fovea.cnn.Device;
import io.fovea.cnn.DeviceException;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.callbacks.ReduceLROnPlateau;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.CategoricalFocalCrossentropy;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.SparseCategoricalCrossentropy;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.pipeline.LossSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.ScheduleSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.jobs.JobEvents;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a pipeline's network, from its last checkpoint on where there is one, and exports it. The same examples and
 * seed give the same weights, to the bit, however often it was broken off.
 */
public final class Fitting {
    private static final String VALIDATION_LOSS = "val_loss";
    private static final int EVALUATION_BATCH = 256;

    private final Device device;
    private final TrainingMeters meters;

    public Fitting(Device device, TrainingMeters meters) {
        this.device = device;
        this.meters = meters;
    }

    /**
     * @param folder where to export to
     * @throws JobFailedException when the network cannot be built, or its loss is no number
     * @throws io.fovea.trainer.jobs.JobStoppedException when asked to stop
     */
    public FittedModel fit(
            PipelineSpec pipeline,
            JobExamples examples,
            Checkpoints checkpoints,
            JobEvents events,
            Stop stop,
            Path folder) {
        TrainSpec train = pipeline.train();
        NetworkData data = NetworkData.of(examples, pipeline.augment());
        try (TrainableModel model =
                compile(pipeline, examples.input(), data.train().size())) {
            int done = checkpoints.fetch().map(model::restoreCheckpoint).orElse(0);
            events.started(done, train.epochs(), checkpoints.place());
            Callback[] callbacks =
                    callbacks(train, data, new EpochReports(train.epochs(), checkpoints, events, meters, stop));
            model.fit(
                    data.train(),
                    data.validation(),
                    new FitOptions(train.batchSize(), train.epochs(), done),
                    callbacks);
            Map<String, Double> metrics = metrics(model, data);
            return new FittedModel(ArtefactFiles.write(model, folder), metrics);
        } catch (DeviceException e) {
            throw new JobFailedException(e.getMessage(), e);
        }
    }

    private TrainableModel compile(PipelineSpec pipeline, NetworkInput input, int examples) {
        TrainSpec train = pipeline.train();
        Optimizer optimizer = Optimizers.of(train.optimizer());
        return Network.of(pipeline, input)
                .compile(
                        LearningRates.of(train, examples)
                                .map(optimizer::schedule)
                                .orElse(optimizer),
                        loss(train.loss()),
                        new Options(train.seed(), device));
    }

    private static Loss loss(LossSpec declared) {
        if (declared.focalGamma() == 0) {
            return new SparseCategoricalCrossentropy().labelSmoothing(declared.labelSmoothing());
        }
        return new CategoricalFocalCrossentropy()
                .alpha(1)
                .gamma(declared.focalGamma())
                .labelSmoothing(declared.labelSmoothing())
                .sparse();
    }

    private static Callback[] callbacks(TrainSpec train, NetworkData data, EpochReports reports) {
        List<Callback> callbacks = new ArrayList<>();
        train.earlyStopping().ifPresent(declared -> {
            requireValidation(data, "Early stopping", declared.monitor());
            callbacks.add(new EarlyStopping(declared.monitor(), declared.patience(), true));
        });
        train.schedule().ifPresent(declared -> {
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
