package io.fovea.cnn;

import io.fovea.cnn.optimizers.MovingAverage;
import io.fovea.cnn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    static final String AVERAGES = "averages/";

    private final Ops tf;
    private final Variables variables;
    private final Map<Weight, Variables.Variable> weights = new HashMap<>();
    private final Map<Weight, Variables.Variable> averages = new HashMap<>();
    private final Fed fed;
    private final Placeholder<TFloat32> learningRate;
    private final Placeholder<TInt64> step;
    private final Pass training;
    private final Optional<Pass> halves;
    private final Measured evaluation;
    private final long multiplications;
    private final Op averagesIntoWeights;

    TrainingGraph(Graph graph, Model model, Optimizer optimizer, Objectives objectives, Options options) {
        this.tf = Ops.create(graph);
        this.variables = new Variables(tf);
        Learned learned = Learned.of(model, optimizer.settings().layerRates());
        model.namedWeights()
                .forEach((name, weight) -> weights.put(weight, variables.add(WEIGHTS + name, weight.shape())));
        Optional<MovingAverage> average = optimizer.settings().average();
        average.ifPresent(any -> learned.weights()
                .forEach((name, weight) -> averages.put(weight, variables.add(AVERAGES + name, weight.shape()))));
        this.fed = Fed.of(tf, model, objectives);
        this.learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        Passes passes = new Passes(tf, model, objectives, fed, learned);
        Function<Weight, Operand<TFloating>> reads =
                weight -> weights.get(weight).read();
        Towers towers = Towers.onDevices(passes, options, reads, step);
        this.evaluation =
                passes.measure(Forward.inference(tf.withSubScope("inference"), TFloat32.class, evaluated()), fed.all());
        this.multiplications = RowCost.of(evaluation.outputs()).multiplications();
        TrainStep trainStep = new TrainStep(tf, variables, weights, averages, optimizer, learningRate, step);
        this.training = new Pass(towers.measured(), trainStep.build(graph, learned, towers, options.precision()));
        this.halves = sharesRows(options, learned, towers)
                ? Optional.of(Towers.halves(passes, options, reads, step))
                        .map(two -> new Pass(two.measured(), trainStep.build(graph, learned, two, options.precision())))
                : Optional.empty();
        this.averagesIntoWeights = tf.withControlDependencies(averages.entrySet().stream()
                        .map(entry -> (Op) tf.assignVariableOp(
                                weights.get(entry.getKey()).handle(),
                                entry.getValue().read()))
                        .toList())
                .noOp();
    }

    /** Not where batch normalization takes its statistics from the whole batch. */
    private boolean sharesRows(Options options, Learned learned, Towers towers) {
        return TrainingThreads.apart(options)
                && options.threads() != 1
                && TrainingThreads.little(multiplications, 1)
                && options.precision().type() == TFloat32.class
                && towers.updates().isEmpty()
                && !learned.weights().isEmpty();
    }

    /** The averages where there are some. */
    private Function<Weight, Operand<TFloating>> evaluated() {
        return weight -> averages.getOrDefault(weight, weights.get(weight)).read();
    }

    Variables variables() {
        return variables;
    }

    List<Placeholder<? extends TType>> inputs() {
        return fed.inputs();
    }

    List<Placeholder<? extends TType>> targets() {
        return fed.targets();
    }

    List<Operand<TFloating>> sampleWeights() {
        return fed.sampleWeights();
    }

    Placeholder<TFloat32> learningRate() {
        return learningRate;
    }

    Placeholder<TInt64> step() {
        return step;
    }

    /** For a batch of so many examples. */
    Pass training(int size) {
        return halves.filter(any -> TrainingThreads.worthHalving(multiplications, size))
                .orElse(training);
    }

    /** Of the forward pass, for each example. */
    long multiplications() {
        return multiplications;
    }

    Measured evaluation() {
        return evaluation;
    }

    /** What overwrites the weights with their averages; nothing where there are none. */
    Op averagesIntoWeights() {
        return averagesIntoWeights;
    }

    boolean averages() {
        return !averages.isEmpty();
    }

    /** A pass forward, and the step that follows from it. */
    record Pass(Measured measured, Op step) {}

    /**
     * @param outputs in the model's order, FLOAT32
     * @param loss the sum over the outputs, weighted, and the penalties: a scalar
     * @param numbers {@code loss}, then each output's own loss, then how many are right for those where that makes sense
     * @param counted for each output whether it makes sense
     */
    record Measured(
            List<Operand<TFloating>> outputs,
            Operand<TFloating> loss,
            Operand<TFloating> numbers,
            List<Boolean> counted) {}

    /** What a step is fed: with a batch axis first. */
    record Fed(
            List<Placeholder<? extends TType>> inputs,
            List<Placeholder<? extends TType>> targets,
            List<Operand<TFloating>> sampleWeights) {
        private static Fed of(Ops tf, Model model, Objectives objectives) {
            List<Placeholder<? extends TType>> inputs = new ArrayList<>();
            model.inputs().forEach(input -> inputs.add(placeholder(tf, input.dtype(), input.shape())));
            List<Placeholder<? extends TType>> targets = new ArrayList<>();
            List<Operand<TFloating>> sampleWeights = new ArrayList<>();
            for (int i = 0; i < objectives.size(); i++) {
                DType type = objectives.each().get(i).loss().targetType();
                targets.add(placeholder(tf, type, objectives.targetShape(model, i)));
                sampleWeights.add(TrainStep.floating(
                        tf.placeholderWithDefault(tf.constant(new float[] {1}), Shape.of(Shape.UNKNOWN_SIZE))));
            }
            return new Fed(inputs, targets, sampleWeights);
        }

        private static Placeholder<? extends TType> placeholder(Ops tf, DType dtype, Shape shape) {
            return tf.placeholder(dtype.type(), Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)));
        }

        private Passes.Rows all() {
            return new Passes.Rows(List.copyOf(inputs), List.copyOf(targets), sampleWeights, null);
        }
    }
}
