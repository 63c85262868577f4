package io.fovea.cnn.optimizers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * Adam whose weights decay apart from the gradient: Loshchilov and Hutter (2019), arXiv:1711.05101, as Keras has it.
 *
 * @param rule Adam, with its rate
 * @param weightDecay before each step a weight loses {@code rate * weightDecay} of itself
 */
public record AdamW(Adam rule, double weightDecay) implements Optimizer {
    /** Keras' default: {@link Adam#Adam()} with a decay of 0.004. */
    public AdamW() {
        this(0.001);
    }

    /** Keras' default at another rate. */
    public AdamW(double learningRate) {
        this(learningRate, 0.004);
    }

    /** Keras' Adam at this rate, with this decay. */
    public AdamW(double learningRate, double weightDecay) {
        this(new Adam(learningRate), weightDecay);
    }

    @Override
    public double learningRate() {
        return rule.learningRate();
    }

    @Override
    public Map<String, Double> slots() {
        return rule.slots();
    }

    @Override
    public OptimizerSettings settings() {
        WeightDecay decay = new WeightDecay(weightDecay, List.of());
        return new OptimizerSettings(
                Optional.empty(), Optional.empty(), Optional.of(decay), Optional.empty(), LayerRates.EQUAL);
    }

    @Override
    public Op apply(Ops tf, Update update) {
        return rule.apply(tf, update);
    }
}
