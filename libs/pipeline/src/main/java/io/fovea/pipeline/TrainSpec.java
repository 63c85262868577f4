package io.fovea.pipeline;

import java.util.Optional;

/**
 * How the network is trained.
 *
 * @param schedule how the learning rate changes; empty: it stays
 * @param batchSize examples a gradient update
 * @param epochs passes over the training examples, at most
 * @param validationSplit share of the labelled examples kept for validation, where their source names no split
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
        long seed) {}
