package io.fovea.cnn;

import io.fovea.cnn.optimizers.GradientClipping;
import io.fovea.cnn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** The operation that moves every trainable weight by one step, and every statistic to its new value. */
final class TrainStep {
    private final Ops tf;
    private final Variables variables;
    private final Map<Weight, Variables.Variable> weights;
    private final Map<Weight, Variables.Variable> averages;
    private final Optimizer optimizer;
    private final Operand<TFloating> learningRate;
    private final Operand<TInt64> step;

    TrainStep(
            Ops tf,
            Variables variables,
            Map<Weight, Variables.Variable> weights,
            Map<Weight, Variables.Variable> averages,
            Optimizer optimizer,
            Operand<TFloat32> learningRate,
            Operand<TInt64> step) {
        this.tf = tf;
        this.variables = variables;
        this.weights = weights;
        this.averages = averages;
        this.optimizer = optimizer;
        this.learningRate = floating(learningRate);
        this.step = step;
    }

    Op build(Graph graph, Learned learned, Towers towers, Precision precision) {
        if (learned.weights().isEmpty()) {
            return tf.withControlDependencies(statistics(tf, towers)).noOp();
        }
        Optional<LossScale> scale =
                precision.scalesLoss() ? Optional.of(LossScale.of(tf, variables)) : Optional.empty();
        List<Operand<TFloating>> gradients = gradients(graph, learned, towers, scale);
        if (scale.isEmpty()) {
            return tf.withControlDependencies(moves(tf, step, learned, gradients, towers))
                    .noOp();
        }
        LossScale.Checked checked = scale.get().check(gradients);
        List<Op> all = new ArrayList<>(moves(checked.ifFinite(), checked.steps(step), learned, gradients, towers));
        all.add(checked.adjust());
        return tf.withControlDependencies(all).noOp();
    }

    private List<Op> moves(
            Ops ops, Operand<TInt64> number, Learned learned, List<Operand<TFloating>> gradients, Towers towers) {
        List<Op> all = new ArrayList<>(statistics(ops, towers));
        List<Operand<TFloating>> clipped = optimizer
                .settings()
                .clipping()
                .map((GradientClipping clipping) -> clipping.clip(tf, gradients))
                .orElse(gradients);
        WeightStep move = new WeightStep(ops, variables, optimizer, learningRate, number);
        int i = 0;
        for (Map.Entry<String, Weight> named : learned.weights().entrySet()) {
            Weight weight = named.getValue();
            double rate = learned.rates().get(named.getKey());
            all.add(move.of(named.getKey(), weight, rate, weights.get(weight), averages.get(weight), clipped.get(i++)));
        }
        return all;
    }

    private List<Op> statistics(Ops ops, Towers towers) {
        List<Op> updates = new ArrayList<>();
        towers.updates()
                .forEach(update -> updates.add(
                        ops.assignVariableOp(weights.get(update.statistic()).handle(), update.value())));
        return updates;
    }

    /** Of the batch's loss, summed over the devices, in the order of the weights. */
    private List<Operand<TFloating>> gradients(Graph graph, Learned learned, Towers towers, Optional<LossScale> scale) {
        Output<?>[] reads = learned.weights().values().stream()
                .map(weight -> weights.get(weight).read().asOutput())
                .toArray(Output<?>[]::new);
        Operand<TFloating> loss = towers.measured().loss();
        Operand<TFloating> scaled = scale.map(by -> by.scaled(loss)).orElse(loss);
        Output<?>[] added = graph.addGradients(scaled.asOutput(), reads);
        List<Operand<TFloating>> gradients = new ArrayList<>();
        for (Output<?> gradient : added) {
            gradients.add(scale.map(by -> by.unscaled(floating(gradient))).orElse(floating(gradient)));
        }
        return gradients;
    }

    @SuppressWarnings("unchecked") // the graph computes in TFloat32
    static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }
}
