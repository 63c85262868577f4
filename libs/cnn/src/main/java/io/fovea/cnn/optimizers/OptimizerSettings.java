package io.fovea.cnn.optimizers;

import java.util.Optional;

/**
 * What goes on beside an optimizer's rule, in this order at each step: gradients are clipped, weights decay, the rule moves
 * them, the average follows. {@link Optimizer} has a method for each.
 *
 * @param schedule of the learning rate; empty where callbacks may change it
 * @param clipping of gradients
 * @param weightDecay apart from the gradient
 * @param average of the weights over the steps
 * @param layerRates multiples of the learning rate
 */
public record OptimizerSettings(
        Optional<LearningRateSchedule> schedule,
        Optional<GradientClipping> clipping,
        Optional<WeightDecay> weightDecay,
        Optional<MovingAverage> average,
        LayerRates layerRates) {
    /** The rule alone. */
    public static final OptimizerSettings NONE = new OptimizerSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), LayerRates.EQUAL);

    OptimizerSettings withSchedule(LearningRateSchedule next) {
        return new OptimizerSettings(Optional.of(next), clipping, weightDecay, average, layerRates);
    }

    /** @throws IllegalArgumentException where gradients are clipped in another way already, as in Keras */
    OptimizerSettings withClipping(GradientClipping next) {
        clipping.filter(now -> now.getClass() != next.getClass()).ifPresent(now -> {
            throw new IllegalArgumentException(
                    "Gradients are clipped in one way: by %s, or by %s.".formatted(now, next));
        });
        return new OptimizerSettings(schedule, Optional.of(next), weightDecay, average, layerRates);
    }

    OptimizerSettings withWeightDecay(WeightDecay next) {
        return new OptimizerSettings(schedule, clipping, Optional.of(next), average, layerRates);
    }

    OptimizerSettings withAverage(MovingAverage next) {
        return new OptimizerSettings(schedule, clipping, weightDecay, Optional.of(next), layerRates);
    }

    OptimizerSettings withLayerRates(LayerRates next) {
        return new OptimizerSettings(schedule, clipping, weightDecay, average, next);
    }
}
