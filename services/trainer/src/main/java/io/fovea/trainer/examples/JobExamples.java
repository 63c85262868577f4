package io.fovea.trainer.examples;

/** What a job trains on. */
public record JobExamples(NetworkInput input, TrainingSets sets) {}
