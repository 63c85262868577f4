package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Compares TensorFlow's gradients of a layer, with regard to inputs and weights, with finite differences. In float64, of
 * a random weighted sum of the outputs.
 */
public final class GradientCheck {
    private static final int BATCH = 2;

    private final SplittableRandom random = new SplittableRandom(5);
    private final boolean training;
    private final boolean single;

    private GradientCheck(boolean training, boolean single) {
        this.training = training;
        this.single = single;
    }

    public static GradientCheck inference() {
        return new GradientCheck(false, false);
    }

    public static GradientCheck training() {
        return new GradientCheck(true, false);
    }

    /** With larger differences, for operations that TensorFlow has in float32 only. */
    public GradientCheck inFloat32() {
        return new GradientCheck(training, true);
    }

    private double step() {
        return single ? 1e-2 : 1e-5;
    }

    private double tolerance() {
        return single ? 5e-3 : 1e-6;
    }

    private Class<? extends TFloating> type() {
        return single ? TFloat32.class : TFloat64.class;
    }

    /** @param input shape of one example */
    public void passes(Shape input, Layer layer) {
        passes(List.of(input), inputs -> inputs.get(0).then(layer));
    }

    public void passes(List<Shape> shapes, Function<List<SymbolicTensor>, SymbolicTensor> network) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        shapes.forEach(shape -> inputs.add(Input.float32("input" + inputs.size(), shape)));
        Model model = Model.of(inputs, List.of(network.apply(inputs)));
        try (Graph graph = new Graph();
                Fed fed = new Fed(graph, model)) {
            fed.compare();
        }
    }

    /** The graph with everything that a gradient is taken of as a placeholder. */
    private final class Fed implements AutoCloseable {
        private final Map<String, Placeholder<? extends TFloating>> places = new LinkedHashMap<>();
        private final Map<String, double[]> values = new LinkedHashMap<>();
        private final Set<String> statistics = new HashSet<>();
        private final Ops tf;
        private final Operand<TFloating> sum;
        private final Output<?>[] gradients;
        private final Session session;

        private Fed(Graph graph, Model model) {
            this.tf = Ops.create(graph);
            List<Operand<TFloating>> inputs = new ArrayList<>();
            model.inputs()
                    .forEach(input ->
                            inputs.add(place(input.layer().name(), input.shape().prepend(BATCH))));
            Map<Weight, Operand<TFloating>> weights = new LinkedHashMap<>();
            model.namedWeights().forEach((name, weight) -> {
                weights.put(weight, place(name, weight.shape()));
                if (!weight.learned()) {
                    statistics.add(name);
                }
            });
            Forward forward = training
                    ? Forward.training(tf, type(), weights::get, new Forward.Randomness(3, tf.constant(11L)))
                    : Forward.inference(tf, type(), weights::get);
            Operand<TFloating> output = model.forward(forward, inputs).get(0);
            this.sum = withPenalties(weightedSum(output), forward, weights);
            this.gradients = graph.addGradients(
                    sum.asOutput(),
                    learned().stream().map(name -> places.get(name).asOutput()).toArray(Output<?>[]::new));
            this.session = new Session(graph);
        }

        /** What training adds to the loss. */
        private Operand<TFloating> withPenalties(
                Operand<TFloating> loss, Forward forward, Map<Weight, Operand<TFloating>> weights) {
            List<Operand<TFloating>> terms = new ArrayList<>(forward.penalties());
            weights.forEach((weight, value) ->
                    weight.regularizer().ifPresent(regularizer -> terms.add(regularizer.penalty(tf, value))));
            return terms.stream().reduce(loss, (a, b) -> tf.math.add(a, b));
        }

        @SuppressWarnings("unchecked") // either type is floating
        private Operand<TFloating> place(String name, Shape shape) {
            Placeholder<? extends TFloating> place = tf.placeholder(type(), Placeholder.shape(shape));
            double[] drawn = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = name.contains("variance") ? 0.5 + random.nextDouble() : random.nextGaussian();
            }
            places.put(name, place);
            values.put(name, drawn);
            return (Operand<TFloating>) (Operand<?>) place;
        }

        @SuppressWarnings("unchecked") // either type is floating
        private Operand<TFloating> weightedSum(Operand<TFloating> output) {
            double[] factors = new double[Math.toIntExact(output.shape().size())];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = random.nextGaussian();
            }
            Operand<?> constant = tf.dtypes.cast(tf.constant(output.shape(), DataBuffers.of(factors)), type());
            Operand<TFloating> weighted = tf.math.mul(output, (Operand<TFloating>) constant);
            int[] axes = new int[output.shape().numDimensions()];
            Arrays.setAll(axes, axis -> axis);
            return tf.reduceSum(weighted, tf.constant(axes));
        }

        private List<String> learned() {
            return places.keySet().stream()
                    .filter(name -> !statistics.contains(name))
                    .toList();
        }

        private void compare() {
            int index = 0;
            for (String name : learned()) {
                double[] analytic = run(gradients[index++]);
                double[] at = values.get(name);
                for (int i = 0; i < at.length; i++) {
                    double numeric = difference(at, i);
                    assertThat(analytic[i])
                            .as("gradient of %s at %d", name, i)
                            .isCloseTo(numeric, Offset.offset(tolerance() * (1 + Math.abs(numeric))));
                }
            }
        }

        private double difference(double[] at, int i) {
            double before = at[i];
            at[i] = before + step();
            double above = run(sum.asOutput())[0];
            at[i] = before - step();
            double below = run(sum.asOutput())[0];
            at[i] = before;
            return (above - below) / (2 * step());
        }

        private double[] run(Output<?> wanted) {
            List<Tensor> tensors = new ArrayList<>();
            try {
                Session.Runner runner = session.runner();
                places.forEach((name, place) -> {
                    Tensor tensor = tensor(place.shape(), values.get(name));
                    tensors.add(tensor);
                    runner.feed(place, tensor);
                });
                try (Result result = runner.fetch(wanted).run()) {
                    return read(result.get(0));
                }
            } finally {
                tensors.forEach(Tensor::close);
            }
        }

        private Tensor tensor(Shape shape, double[] drawn) {
            if (!single) {
                return TFloat64.tensorOf(shape, DataBuffers.of(drawn));
            }
            float[] narrow = new float[drawn.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) drawn[i];
            }
            return TFloat32.tensorOf(shape, DataBuffers.of(narrow));
        }

        private double[] read(Tensor tensor) {
            double[] read = new double[Math.toIntExact(tensor.shape().size())];
            if (!single) {
                ((TFloat64) tensor).copyTo(DataBuffers.of(read));
                return read;
            }
            float[] narrow = new float[read.length];
            ((TFloat32) tensor).copyTo(DataBuffers.of(narrow));
            Arrays.setAll(read, i -> narrow[i]);
            return read;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
