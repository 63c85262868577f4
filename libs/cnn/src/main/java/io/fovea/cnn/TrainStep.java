package io.fovea.cnn;

import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.regularizers.Constraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** The operation that moves every trainable weight by one step, and every statistic to its new value. */
final class TrainStep {
    private final Ops tf;
    private final Variables variables;
    private final Map<Weight, Variables.Variable> weights;
    private final Optimizer optimizer;
    private final Operand<TFloating> learningRate;
    private final Operand<TInt64> step;

    TrainStep(
            Ops tf,
            Variables variables,
            Map<Weight, Variables.Variable> weights,
            Optimizer optimizer,
            Operand<TFloating> learningRate,
            Operand<TInt64> step) {
        this.tf = tf;
        this.variables = variables;
        this.weights = weights;
        this.optimizer = optimizer;
        this.learningRate = learningRate;
        this.step = step;
    }

    Op build(Graph graph, Map<String, Weight> trainable, Operand<TFloating> loss, List<Forward.Update> updates) {
        List<Op> all = new ArrayList<>();
        updates.forEach(update ->
                all.add(tf.assignVariableOp(weights.get(update.statistic()).handle(), update.value())));
        List<String> names = List.copyOf(trainable.keySet());
        if (!names.isEmpty()) {
            Output<?>[] reads = names.stream()
                    .map(name -> weights.get(trainable.get(name)).read().asOutput())
                    .toArray(Output<?>[]::new);
            Output<?>[] gradients = graph.addGradients(loss.asOutput(), reads);
            for (int i = 0; i < reads.length; i++) {
                all.add(move(names.get(i), trainable.get(names.get(i)), floating(gradients[i])));
            }
        }
        return tf.withControlDependencies(all).noOp();
    }

    private Op move(String name, Weight weight, Operand<TFloating> gradient) {
        Variables.Variable variable = weights.get(weight);
        Map<String, Operand<? extends TType>> slots = new HashMap<>();
        for (String slot : optimizer.slots().keySet()) {
            String slotName = TrainingGraph.SLOTS + slot + "/" + name;
            slots.put(slot, variables.add(slotName, weight.shape()).handle());
        }
        Op moved = optimizer.apply(
                tf, new WeightUpdate(tf, variable.handle(), variable.read(), slots, gradient, learningRate, step));
        return weight.constraint()
                .map(constraint -> constrained(variable, moved, constraint))
                .orElse(moved);
    }

    private Op constrained(Variables.Variable variable, Op moved, Constraint constraint) {
        Ops after = tf.withControlDependencies(List.of(moved));
        Operand<TFloating> value = floating(after.readVariableOp(variable.handle(), TFloat32.class));
        return tf.assignVariableOp(variable.handle(), constraint.apply(tf, value));
    }

    @SuppressWarnings("unchecked") // the graph computes in TFloat32
    static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }

    private record WeightUpdate(
            Ops tf,
            Operand<? extends TType> variable,
            Operand<TFloating> value,
            Map<String, Operand<? extends TType>> slots,
            Operand<TFloating> gradient,
            Operand<TFloating> learningRate,
            Operand<TInt64> step)
            implements Optimizer.Update {
        @Override
        public Operand<? extends TType> slot(String name) {
            return slots.get(name);
        }

        @Override
        public Operand<TFloating> constant(double value) {
            return floating(tf.constant((float) value));
        }
    }
}
