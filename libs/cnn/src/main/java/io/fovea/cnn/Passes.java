package io.fovea.cnn;

import io.fovea.cnn.TrainingGraph.Measured;
import io.fovea.cnn.losses.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Passes of a model through a graph: its outputs, and what they cost. */
final class Passes {
    private final Ops tf;
    private final Model model;
    private final Objectives objectives;
    private final TrainingGraph.Fed fed;
    private final Learned learned;

    Passes(Ops tf, Model model, Objectives objectives, TrainingGraph.Fed fed, Learned learned) {
        this.tf = tf;
        this.model = model;
        this.objectives = objectives;
        this.fed = fed;
        this.learned = learned;
    }

    Ops tf() {
        return tf;
    }

    TrainingGraph.Fed fed() {
        return fed;
    }

    Learned learned() {
        return learned;
    }

    /** The pass over these rows; its loss is their part of the batch's. */
    Measured measure(Forward forward, Rows rows) {
        Ops ops = forward.tf();
        List<Operand<TFloating>> outputs = model.forward(forward, ModelInputs.asFloats(forward, rows.inputs())).stream()
                .map(output -> float32(ops, output))
                .toList();
        List<Operand<TFloating>> numbers = new ArrayList<>();
        List<Operand<TFloating>> hits = new ArrayList<>();
        List<Boolean> counted = new ArrayList<>();
        Operand<TFloating> sum = null;
        for (int i = 0; i < outputs.size(); i++) {
            Objective objective = objectives.each().get(i);
            Operand<?> targets = rows.targets().get(i);
            Operand<TFloating> loss = loss(ops, objective.loss(), targets, outputs.get(i), rows, i);
            Optional<Operand<TFloating>> hit = objective.loss().hits(ops, typed(targets), outputs.get(i));
            hit.ifPresent(each -> hits.add(ops.reduceSum(each, ops.constant(0))));
            counted.add(hit.isPresent());
            numbers.add(loss);
            Operand<TFloating> weighted = objective.weight() == 1
                    ? loss
                    : ops.math.mul(loss, TrainStep.floating(ops.constant((float) objective.weight())));
            sum = sum == null ? weighted : ops.math.add(sum, weighted);
        }
        Operand<TFloating> total = penalized(forward, sum, rows);
        numbers.add(0, total);
        numbers.addAll(hits);
        return new Measured(outputs, total, ops.stack(numbers), counted);
    }

    private static Operand<TFloating> loss(
            Ops ops, Loss loss, Operand<?> targets, Operand<TFloating> outputs, Rows rows, int output) {
        Operand<TFloating> perExample = loss.perExample(ops, typed(targets), outputs);
        Operand<TFloating> weighted =
                ops.math.mul(perExample, rows.sampleWeights().get(output));
        Operand<TFloating> mean = ops.math.mean(weighted, ops.constant(0));
        return rows.share() == null ? mean : ops.math.mul(mean, rows.share());
    }

    @SuppressWarnings("unchecked") // targets are fed in the loss' own type
    private static Operand<? extends TType> typed(Operand<?> targets) {
        return (Operand<? extends TType>) targets;
    }

    /** What trainable weights and outputs cost beside their loss. */
    private Operand<TFloating> penalized(Forward forward, @Nullable Operand<TFloating> loss, Rows rows) {
        Ops ops = forward.tf();
        List<Operand<TFloating>> terms = new ArrayList<>();
        forward.penalties().forEach(penalty -> terms.add(float32(ops, penalty)));
        Forward kept = forward.asKept();
        for (Weight weight : learned.weights().values()) {
            weight.regularizer().ifPresent(regularizer -> terms.add(regularizer.penalty(ops, kept.weight(weight))));
        }
        Operand<TFloating> sum = loss;
        for (Operand<TFloating> term : terms) {
            sum = ops.math.add(sum, rows.share() == null ? term : ops.math.mul(term, rows.share()));
        }
        return sum;
    }

    static Operand<TFloating> float32(Ops ops, Operand<TFloating> value) {
        return value.type() == (Class<?>) TFloat32.class
                ? value
                : TrainStep.floating(ops.dtypes.cast(value, TFloat32.class));
    }

    /**
     * Some rows of a batch.
     *
     * @param share how much of the batch they are, a scalar; null for all
     */
    record Rows(
            List<Operand<? extends TType>> inputs,
            List<Operand<? extends TType>> targets,
            List<Operand<TFloating>> sampleWeights,
            @Nullable Operand<TFloating> share) {}
}
