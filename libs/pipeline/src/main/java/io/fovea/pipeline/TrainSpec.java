package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * How the network is trained.
 *
 * @param update what goes on beside the optimizer's rule
 * @param schedule how the learning rate changes; empty: it stays
 * @param classWeights how much examples count by their class; empty: all the same
 * @param metrics figures beside loss and accuracy: {@code auc}, {@code precision}, {@code recall}, {@code f1_score}, {@code top_K_accuracy}
 * @param batchSize examples a gradient update
 * @param epochs passes over the training examples, at most
 * @param validationSplit share of the labelled examples of each class kept for validation, where their source names no split
 * @param stages what learns when; empty: everything that can, for {@code epochs}
 * @param search hyper-parameters that are chosen, of a pipeline on bars; empty: none is
 * @param seed what weights, order, dropout and augmentation are drawn from
 */
public record TrainSpec(
        OptimizerSpec optimizer,
        UpdateSpec update,
        Optional<ScheduleSpec> schedule,
        LossSpec loss,
        Optional<ClassWeightSpec> classWeights,
        List<String> metrics,
        int batchSize,
        int epochs,
        Optional<EarlyStopping> earlyStopping,
        double validationSplit,
        List<StageSpec> stages,
        Optional<SearchSpec> search,
        long seed) {

    public TrainSpec {
        metrics = List.copyOf(metrics);
        stages = List.copyOf(stages);
    }

    /** Without a search. */
    public TrainSpec(
            OptimizerSpec optimizer,
            UpdateSpec update,
            Optional<ScheduleSpec> schedule,
            LossSpec loss,
            Optional<ClassWeightSpec> classWeights,
            List<String> metrics,
            int batchSize,
            int epochs,
            Optional<EarlyStopping> earlyStopping,
            double validationSplit,
            List<StageSpec> stages,
            long seed) {
        this(
                optimizer,
                update,
                schedule,
                loss,
                classWeights,
                metrics,
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
                update,
                schedule,
                loss,
                classWeights,
                metrics,
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
