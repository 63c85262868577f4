package io.fovea.evaluation.drift;

/**
 * What is kept of one example that a model answered.
 *
 * @param figures one number for each of {@link Observer#names}
 * @param vector what stands for the whole example: its features, or the model's probabilities
 * @param predicted as {@link ModelAnswer} has it
 */
public record Observation(double[] figures, float[] vector, int predicted) {}
