package io.fovea.cnn;

import io.fovea.cnn.optimizers.MovingAverage;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.optimizers.OptimizerSettings;
import io.fovea.cnn.regularizers.Constraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** One step of one weight, in Keras' order: it decays, the rule moves it, its constraint holds, its average follows. */
final class WeightStep {
    private final Ops tf;
    private final Variables variables;
    private final Optimizer optimizer;
    private final OptimizerSettings settings;
    private final Operand<TFloating> learningRate;
    private final Operand<TInt64> step;
    private final Map<Double, Operand<TFloating>> rates = new HashMap<>();

    WeightStep(
            Ops tf, Variables variables, Optimizer optimizer, Operand<TFloating> learningRate, Operand<TInt64> step) {
        this.tf = tf;
        this.variables = variables;
        this.optimizer = optimizer;
        this.settings = optimizer.settings();
        this.learningRate = learningRate;
        this.step = step;
    }

    /** @param rate multiple of the learning rate */
    Op of(
            String name,
            Weight weight,
            double rate,
            Variables.Variable variable,
            Variables.@Nullable Variable average,
            Operand<TFloating> gradient) {
        Operand<TFloating> own =
                rates.computeIfAbsent(rate, by -> by == 1 ? learningRate : tf.math.mul(learningRate, constant(by)));
        Ops ops = settings.weightDecay()
                .filter(decay -> decay.decays(name))
                .map(decay -> after(decayed(variable, tf.math.mul(own, constant(decay.decay())))))
                .orElse(tf);
        Op moved = optimizer.apply(
                ops,
                new WeightUpdate(ops, variable.handle(), variable.read(), slots(name, weight), gradient, own, step));
        Op held = weight.constraint()
                .map(constraint -> constrained(variable, moved, constraint))
                .orElse(moved);
        return average == null
                ? held
                : settings.average()
                        .map(by -> averaged(variable, average, held, by))
                        .orElse(held);
    }

    private Map<String, Operand<? extends TType>> slots(String name, Weight weight) {
        Map<String, Operand<? extends TType>> slots = new HashMap<>();
        optimizer.slots().keySet().forEach(slot -> slots.put(slot, slot(slot, name, weight.shape())));
        optimizer.scalarSlots().keySet().forEach(slot -> slots.put(slot, slot(slot, name, Shape.scalar())));
        return slots;
    }

    private Operand<? extends TType> slot(String slot, String name, Shape shape) {
        return variables.add(slotName(slot, name), shape).handle();
    }

    static String slotName(String slot, String weight) {
        return TrainingGraph.SLOTS + slot + "/" + weight;
    }

    private Op decayed(Variables.Variable variable, Operand<TFloating> share) {
        return tf.assignSubVariableOp(variable.handle(), tf.math.mul(variable.read(), share));
    }

    private Op constrained(Variables.Variable variable, Op moved, Constraint constraint) {
        Operand<TFloating> value = read(after(moved), variable);
        return tf.assignVariableOp(variable.handle(), constraint.apply(tf, value));
    }

    /** The first step's average is the weight itself. */
    private Op averaged(Variables.Variable variable, Variables.Variable average, Op moved, MovingAverage by) {
        Operand<TFloating> value = read(after(moved), variable);
        Operand<TBool> first = tf.math.equal(step, tf.constant(0L));
        Operand<TFloating> stays = tf.select(first, constant(0), constant(by.momentum()));
        Operand<TFloating> next =
                tf.math.add(tf.math.mul(stays, average.read()), tf.math.mul(tf.math.sub(constant(1), stays), value));
        Op follows = tf.assignVariableOp(average.handle(), next);
        if (by.overwriteEvery().isEmpty()) {
            return follows;
        }
        Operand<TInt64> every = tf.constant((long) by.overwriteEvery().getAsInt());
        Operand<TInt64> rest = tf.math.floorMod(tf.math.add(step, tf.constant(1L)), every);
        Operand<TFloating> kept = tf.select(tf.math.equal(rest, tf.constant(0L)), next, value);
        return after(follows).assignVariableOp(variable.handle(), kept);
    }

    private static Operand<TFloating> read(Ops ops, Variables.Variable variable) {
        return TrainStep.floating(ops.readVariableOp(variable.handle(), TFloat32.class));
    }

    private Ops after(Op op) {
        return tf.withControlDependencies(List.of(op));
    }

    private Operand<TFloating> constant(double value) {
        return TrainStep.floating(tf.constant((float) value));
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
            return TrainStep.floating(tf.constant((float) value));
        }
    }
}
