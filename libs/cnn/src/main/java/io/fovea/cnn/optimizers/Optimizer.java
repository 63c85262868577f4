package io.fovea.cnn.optimizers;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * How weights follow their gradients. Immutable, so one can serve many models. What Keras' base class adds to every rule is
 * added by the methods that return an optimizer: {@code new Adam(0.001).clipNorm(1).weightDecay(0.004).ema(0.99)}.
 */
public interface Optimizer {
    /** What the first step is fed; a callback, or {@link #schedule}, may change it from step to step. */
    double learningRate();

    /** What is kept for each weight, in its shape: name to first value. */
    Map<String, Double> slots();

    /** What is kept for each weight as a single number: name to first value. None by default. */
    default Map<String, Double> scalarSlots() {
        return Map.of();
    }

    /**
     * The operation that moves one weight, and its slots, by one step.
     *
     * @param tf what every operation that changes something is made with
     */
    Op apply(Ops tf, Update update);

    /** What goes on beside the rule: clipping, decay, averages. Nothing by default. */
    default OptimizerSettings settings() {
        return OptimizerSettings.NONE;
    }

    /** The same rule beside other settings. */
    default Optimizer with(OptimizerSettings settings) {
        return new ConfiguredOptimizer(this, settings);
    }

    /** The learning rate of each step from a schedule, in place of {@link #learningRate()}. */
    default Optimizer schedule(LearningRateSchedule schedule) {
        return with(settings().withSchedule(schedule));
    }

    /** Keras' {@code clipvalue}: every element of a gradient is brought into {@code [-bound, bound]}. */
    default Optimizer clipValue(double bound) {
        return with(settings().withClipping(new GradientClipping.ByValue(bound)));
    }

    /** Keras' {@code clipnorm}: each weight's gradient is made no longer than {@code norm}. */
    default Optimizer clipNorm(double norm) {
        return with(settings().withClipping(new GradientClipping.ByNorm(norm)));
    }

    /** Keras' {@code global_clipnorm}: all gradients together are made no longer than {@code norm}. */
    default Optimizer globalClipNorm(double norm) {
        return with(settings().withClipping(new GradientClipping.ByGlobalNorm(norm)));
    }

    /**
     * Keras' {@code weight_decay}, apart from the gradient: before each step a weight loses {@code rate * decay} of itself,
     * {@code rate} being its layer's at that step.
     *
     * @param decay 0 or more; 0 for none
     * @param excluded parts of names, {@code layer/weight}, of what does not decay: {@code bias}, {@code gamma}
     */
    default Optimizer weightDecay(double decay, String... excluded) {
        return with(settings().withWeightDecay(new WeightDecay(decay, List.of(excluded))));
    }

    /** Keras' {@code use_ema}: see {@link MovingAverage}, with Keras' other defaults. */
    default Optimizer ema(double momentum) {
        return ema(new MovingAverage(momentum));
    }

    /** Keeps an average of the weights over the steps, which is what is evaluated and exported. */
    default Optimizer ema(MovingAverage average) {
        return with(settings().withAverage(average));
    }

    /** A learning rate for each layer, as a multiple of the rate of the step. */
    default Optimizer layerRates(LayerRates rates) {
        return with(settings().withLayerRates(rates));
    }

    /** What an optimizer needs for one weight. */
    interface Update {
        /** Resource handle of the weight. */
        Operand<? extends TType> variable();

        /** The weight as it is before the step. */
        Operand<TFloating> value();

        /** Resource handle of one of {@link Optimizer#slots()} or {@link Optimizer#scalarSlots()}. */
        Operand<? extends TType> slot(String name);

        /** Of the loss with regard to the weight, in its shape, clipped where that is asked for. */
        Operand<TFloating> gradient();

        /** Scalar, fed at each step; that of the weight's layer. */
        Operand<TFloating> learningRate();

        /** Scalar: 0 at the first step. */
        Operand<TInt64> step();

        /** A scalar of the weight's type. */
        Operand<TFloating> constant(double value);
    }
}
