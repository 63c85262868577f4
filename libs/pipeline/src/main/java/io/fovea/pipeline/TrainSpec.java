package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * How the network is trained.
 *
 * @param schedule how the learning rate changes; empty: it stays
 * @param batchSize examples a gradient update
 * @param epochs passes over the training examples, at most
 * @param validationSplit share of the labelled examples kept for validation, where their source names no split
 * @param stages what learns when; empty: everything that can, for {@code epochs}
 * @param search hyper-parameters that are chosen, of a pipeline on bars; empty: none is
 * @param seed what weights, order, dropout and augmentation are drawn from
 */
public record TrainSpec(
        OptimizerSpec optimizer,
        Optional<ScheduleSpec> schedule,
        LossSpec loss,
        int batchSize,
        int epochs,
        Optional<EarlyStopping> earlyStopping,
        double validationSplit,
        List<StageSpec> stages,
        Optional<SearchSpec> search,
        long seed) {

    public TrainSpec {
        stages = List.copyOf(stages);
    }

    /** Without a search. */
    public TrainSpec(
            OptimizerSpec optimizer,
            Optional<ScheduleSpec> schedule,
            LossSpec loss,
            int batchSize,
            int epochs,
            Optional<EarlyStopping> earlyStopping,
            double validationSplit,
            List<StageSpec> stages,
            long seed) {
        this(
                optimizer,
                schedule,
                loss,
                batchSize,
                epochs,
                earlyStopping,
                validationSplit,
                stages,
                Optional.empty(),
                seed);
    }

    /** The same with another learning rate and batch size, and nothing left to choose. */
    public TrainSpec with(double learningRate, int examples) {
        return new TrainSpec(
                optimizer.withLearningRate(learningRate),
                schedule,
                loss,
                examples,
                epochs,
                earlyStopping,
                validationSplit,
                stages,
                Optional.empty(),
                seed);
    }

    /** Whether a stage goes on with the weights of the backbone, so that the network is fed images and not features. */
    public boolean finetunes() {
        return stages.stream().anyMatch(stage -> stage.unfreeze().isPresent());
    }
}
