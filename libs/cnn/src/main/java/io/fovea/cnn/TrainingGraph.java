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
        this.trainStep = new TrainStep(tf, variables, weights, optimizer, TrainStep.floating(learningRate), step)
                .build(graph, model.trainableWeights(), training.loss(), learn.updates());
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
        return new Measured(outputs, penalized(forward, mean), hits);
    }

    /** What trainable weights and outputs cost beside their loss. */
    private Operand<TFloating> penalized(Forward forward, Operand<TFloating> loss) {
        List<Operand<TFloating>> terms = new ArrayList<>(forward.penalties());
        for (Weight weight : model.trainableWeights().values()) {
            weight.regularizer()
                    .ifPresent(regularizer -> terms.add(regularizer.penalty(forward.tf(), forward.weight(weight))));
        }
        Operand<TFloating> sum = loss;
        for (Operand<TFloating> term : terms) {
            sum = forward.tf().math.add(sum, term);
        }
        return sum;
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

    /** @param loss mean over the batch, penalties included; {@code hits} counts what is right, where that makes sense */
    record Measured(
            Operand<TFloating> outputs,
            Operand<TFloating> loss,
            @Nullable Operand<TFloating> hits) {}
}
