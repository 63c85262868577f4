package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** A rule with other settings than its own. */
record ConfiguredOptimizer(Optimizer rule, OptimizerSettings settings) implements Optimizer {
    @Override
    public double learningRate() {
        return rule.learningRate();
    }

    @Override
    public Map<String, Double> slots() {
        return rule.slots();
    }

    @Override
    public Map<String, Double> scalarSlots() {
        return rule.scalarSlots();
    }

    @Override
    public Op apply(Ops tf, Update update) {
        return rule.apply(tf, update);
    }

    @Override
    public Optimizer with(OptimizerSettings other) {
        return new ConfiguredOptimizer(rule, other);
    }
}
