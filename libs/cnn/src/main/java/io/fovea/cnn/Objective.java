package io.fovea.cnn;

import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.Metric;
import java.util.List;
import java.util.Map;

/**
 * What one output is trained to. {@code Objective.of(loss).weight(0.3).metrics(new Auc())}.
 *
 * @param loss what training makes small, as a mean over the examples
 * @param weight of this output's loss in the sum of all, Keras' {@code loss_weights}
 * @param metrics over all examples, each counting 1
 * @param weightedMetrics over all examples, each counting as its sample and class weight say
 * @param classWeights how much an example of a class counts in training; 1 where a class is not in it
 */
public record Objective(
        Loss loss,
        double weight,
        List<Metric> metrics,
        List<Metric> weightedMetrics,
        Map<Integer, Double> classWeights) {
    /** @throws IllegalArgumentException for a weight below 0 */
    public Objective {
        if (!(weight >= 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("Expected a loss weight of 0 or more, received %s.".formatted(weight));
        }
        classWeights.forEach((number, counts) -> {
            if (number < 0 || !(counts >= 0 && Double.isFinite(counts))) {
                throw new IllegalArgumentException(
                        "Expected class weights of 0 or more for classes from 0 on, received %s for class %d."
                                .formatted(counts, number));
            }
        });
        metrics = List.copyOf(metrics);
        weightedMetrics = List.copyOf(weightedMetrics);
        classWeights = Map.copyOf(classWeights);
    }

    /** The loss alone; where it is one of classes, {@code accuracy} comes with it. */
    public static Objective of(Loss loss) {
        return new Objective(loss, 1, List.of(), List.of(), Map.of());
    }

    /** The same with another weight beside the other outputs. */
    public Objective weight(double other) {
        return new Objective(loss, other, metrics, weightedMetrics, classWeights);
    }

    /** The same with these metrics, on examples that each count 1. */
    public Objective metrics(Metric... others) {
        return new Objective(loss, weight, List.of(others), weightedMetrics, classWeights);
    }

    /** The same with these metrics, on examples that count as their weights say. */
    public Objective weightedMetrics(Metric... others) {
        return new Objective(loss, weight, metrics, List.of(others), classWeights);
    }

    /** The same with examples that count by their class. */
    public Objective classWeights(Map<Integer, Double> others) {
        return new Objective(loss, weight, metrics, weightedMetrics, others);
    }
}
