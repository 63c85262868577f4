package io.fovea.trainer.training;

import io.fovea.cnn.Device;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.search.ModelTrials;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialRun;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.ScheduleSpec;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.examples.TrainingSets;
import io.fovea.trainer.jobs.JobFailedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trials of a search on images: each trains the network of its own pipeline as a job of that pipeline would, with the same seed, but for
 * early stopping, which the search does by comparing.
 */
public final class PipelineTrials implements TrialRun {
    private final Function<Trial, PipelineSpec> pipelines;
    private final JobExamples examples;
    private final String monitor;
    private final Device device;
    private final Callback watcher;

    /**
     * @param declared whose input and validation split all trials share
     * @param pipelines the pipeline of a trial
     * @param examples labelled ones, of the declared input's size
     * @param monitor what is compared, such as {@code val_accuracy}
     * @param watcher sees every fit
     * @throws JobFailedException where the pipeline is of no kind that is searched, or there is nothing to train on or to compare by
     */
    public PipelineTrials(
            PipelineSpec declared,
            Function<Trial, PipelineSpec> pipelines,
            List<LabelledExample> examples,
            String monitor,
            Device device,
            Callback watcher) {
        requireSearchable(declared);
        TrainingSets sets = TrainingSets.of(examples, declared.train().validationSplit());
        if (sets.train().isEmpty() || sets.validation().isEmpty()) {
            throw new JobFailedException(
                    "A search trains on some examples and compares by others; there are %d to train on and %d for validation. Maybe raise train.validationSplit."
                            .formatted(sets.train().size(), sets.validation().size()));
        }
        this.pipelines = pipelines;
        this.examples = new JobExamples(
                NetworkInput.image(
                        declared.image().height(),
                        declared.image().width(),
                        declared.image().channels()),
                sets);
        this.monitor = monitor;
        this.device = device;
        this.watcher = watcher;
    }

    /** @throws JobFailedException where trials of the pipeline would not be what its jobs are */
    public static void requireSearchable(PipelineSpec pipeline) {
        if (pipeline.market().isPresent()) {
            throw notSearched(pipeline, "takes bars: each of its folds chooses by train.search");
        }
        if (pipeline.model().backbone().isPresent()
                || !pipeline.train().stages().isEmpty()) {
            throw notSearched(pipeline, "begins with a backbone's weights, and a search draws its own");
        }
        if (pipeline.train()
                .schedule()
                .filter(ScheduleSpec.ReduceOnPlateau.class::isInstance)
                .isPresent()) {
            throw notSearched(
                    pipeline,
                    "has the schedule reduceOnPlateau, which forgets its plateau between two parts of a trial");
        }
    }

    private static JobFailedException notSearched(PipelineSpec pipeline, String why) {
        return new JobFailedException("Pipeline '%s' %s.".formatted(pipeline.name(), why));
    }

    /** Examples to train on. */
    public int trainingExamples() {
        return examples.sets().train().size();
    }

    /** Examples by which trials are compared. */
    public int validationExamples() {
        return examples.sets().validation().size();
    }

    /** @throws JobFailedException where the trial's network cannot be built */
    @Override
    public double train(Trial trial, Leg leg) {
        PipelineSpec pipeline = pipelines.apply(trial);
        try (NetworkData data = NetworkData.of(examples, pipeline)) {
            return new ModelTrials(
                            anyTrial -> compile(pipeline),
                            data.train(),
                            data.validation(),
                            anyTrial -> pipeline.train().batchSize(),
                            monitor,
                            watcher)
                    .train(trial, leg);
        }
    }

    private TrainableModel compile(PipelineSpec pipeline) {
        Model network = Network.of(pipeline, examples.input());
        Stage only = Stage.of(pipeline.train()).get(0);
        return network.compile(
                only.optimizer(examples.sets().train().size(), network, Optional.empty()),
                Objectives.of(pipeline, examples.sets().train()),
                new Options(pipeline.train().seed(), device));
    }
}
