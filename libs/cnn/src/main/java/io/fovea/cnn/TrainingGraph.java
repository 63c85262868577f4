package io.fovea.cnn;

import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A model's graph for training: forward twice (with dropout and without), loss, gradients and one step of the optimizer. */
final class TrainingGraph {
    static final String WEIGHTS = "weights/";
    static final String SLOTS = "slots/";

    private final Ops tf;
    private final Model model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final Variables variables;
    private final Map<Weight, Variables.Variable> weights = new HashMap<>();
    private final List<Placeholder<? extends TType>> inputs = new ArrayList<>();
    private final Placeholder<? extends TType> targets;
    private final Placeholder<TFloat32> learningRate;
    private final Placeholder<TInt64> step;
    private final Measured training;
    private final Measured evaluation;
    private final Op trainStep;

    TrainingGraph(Graph graph, Model model, Optimizer optimizer, Loss loss, long seed) {
        this.tf = Ops.create(graph);
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.variables = new Variables(tf);
        model.namedWeights()
                .forEach((name, weight) -> weights.put(weight, variables.add(WEIGHTS + name, weight.shape())));
        model.inputs().forEach(input -> inputs.add(placeholder(input.dtype(), input.shape())));
        this.targets = placeholder(
                loss.targetType(), loss.targetShape(model.outputs().get(0).shape()));
        this.learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        Function<Weight, Operand<TFloating>> reads =
                weight -> weights.get(weight).read();
        Forward learn = Forward.training(
                tf.withSubScope("training"), TFloat32.class, reads, new Forward.Randomness(seed, step));
        this.training = measure(learn);
        this.evaluation = measure(Forward.inference(tf.withSubScope("inference"), TFloat32.class, reads));
        this.trainStep = trainStep(graph, learn.updates());
    }

    private Placeholder<? extends TType> placeholder(DType dtype, Shape shape) {
        return tf.placeholder(dtype.type(), Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)));
    }

    private Measured measure(Forward forward) {
        List<Operand<TFloating>> fed = ModelInputs.asFloats(forward, inputs);
        Operand<TFloating> outputs = model.forward(forward, fed).get(0);
        Ops ops = forward.tf();
        Operand<TFloating> mean = ops.math.mean(loss.perExample(ops, targets, outputs), ops.constant(0));
        Operand<TFloating> hits = loss.hits(ops, targets, outputs)
                .map(hit -> (Operand<TFloating>) ops.reduceSum(hit, ops.constant(0)))
                .orElse(null);
        return new Measured(outputs, mean, hits);
    }

    private Op trainStep(Graph graph, List<Op> updates) {
        List<Op> all = new ArrayList<>(updates);
        Map<String, Weight> trainable = model.trainableWeights();
        List<String> names = List.copyOf(trainable.keySet());
        if (!names.isEmpty()) {
            Output<?>[] reads = names.stream()
                    .map(name -> weights.get(trainable.get(name)).read().asOutput())
                    .toArray(Output<?>[]::new);
            Output<?>[] gradients = graph.addGradients(training.loss().asOutput(), reads);
            for (int i = 0; i < reads.length; i++) {
                all.add(apply(names.get(i), weights.get(trainable.get(names.get(i))), floating(gradients[i])));
            }
        }
        return tf.withControlDependencies(all).noOp();
    }

    private Op apply(String name, Variables.Variable weight, Operand<TFloating> gradient) {
        Map<String, Operand<? extends TType>> slots = new HashMap<>();
        optimizer
                .slots()
                .keySet()
                .forEach(slot -> slots.put(
                        slot,
                        variables.add(SLOTS + slot + "/" + name, weight.shape()).handle()));
        return optimizer.apply(
                tf, new WeightUpdate(tf, weight.handle(), slots, gradient, floating(learningRate), step));
    }

    @SuppressWarnings("unchecked") // the graph computes in TFloat32
    private static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }

    Variables variables() {
        return variables;
    }

    List<Placeholder<? extends TType>> inputs() {
        return inputs;
    }

    Placeholder<? extends TType> targets() {
        return targets;
    }

    Placeholder<TFloat32> learningRate() {
        return learningRate;
    }

    Placeholder<TInt64> step() {
        return step;
    }

    Measured training() {
        return training;
    }

    Measured evaluation() {
        return evaluation;
    }

    Op trainStep() {
        return trainStep;
    }

    /** @param loss mean over the batch; {@code hits} counts what is right, where that makes sense */
    record Measured(
            Operand<TFloating> outputs,
            Operand<TFloating> loss,
            @Nullable Operand<TFloating> hits) {}

    private record WeightUpdate(
            Ops tf,
            Operand<? extends TType> variable,
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
