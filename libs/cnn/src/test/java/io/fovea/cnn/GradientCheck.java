package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Compares TensorFlow's gradients of a layer, with regard to inputs and weights, with finite differences. In float64, of
 * a random weighted sum of the outputs.
 */
public final class GradientCheck {
    private static final int BATCH = 2;
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    private final SplittableRandom random = new SplittableRandom(5);
    private final boolean training;

    private GradientCheck(boolean training) {
        this.training = training;
    }

    public static GradientCheck inference() {
        return new GradientCheck(false);
    }

    public static GradientCheck training() {
        return new GradientCheck(true);
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
        private final Map<String, Placeholder<TFloat64>> places = new LinkedHashMap<>();
        private final Map<String, double[]> values = new LinkedHashMap<>();
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
            model.namedWeights().forEach((name, weight) -> weights.put(weight, place(name, weight.shape())));
            Forward forward = training
                    ? Forward.training(tf, TFloat64.class, weights::get, new Forward.Randomness(3, tf.constant(11L)))
                    : Forward.inference(tf, TFloat64.class, weights::get);
            Operand<TFloating> output = model.forward(forward, inputs).get(0);
            this.sum = weightedSum(output);
            this.gradients = graph.addGradients(
                    sum.asOutput(),
                    places.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new));
            this.session = new Session(graph);
        }

        @SuppressWarnings("unchecked") // TFloat64 is floating
        private Operand<TFloating> place(String name, Shape shape) {
            Placeholder<TFloat64> place = tf.placeholder(TFloat64.class, Placeholder.shape(shape));
            double[] drawn = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = name.contains("variance") ? 0.5 + random.nextDouble() : random.nextGaussian();
            }
            places.put(name, place);
            values.put(name, drawn);
            return (Operand<TFloating>) (Operand<?>) place;
        }

        @SuppressWarnings("unchecked") // TFloat64 is floating
        private Operand<TFloating> weightedSum(Operand<TFloating> output) {
            double[] factors = new double[Math.toIntExact(output.shape().size())];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = random.nextGaussian();
            }
            Operand<?> constant = tf.constant(output.shape(), DataBuffers.of(factors));
            Operand<TFloating> weighted = tf.math.mul(output, (Operand<TFloating>) constant);
            int[] axes = new int[output.shape().numDimensions()];
            Arrays.setAll(axes, axis -> axis);
            return tf.reduceSum(weighted, tf.constant(axes));
        }

        private void compare() {
            int index = 0;
            for (String name : places.keySet()) {
                double[] analytic = run(gradients[index++]);
                double[] at = values.get(name);
                for (int i = 0; i < at.length; i++) {
                    double numeric = difference(at, i);
                    assertThat(analytic[i])
                            .as("gradient of %s at %d", name, i)
                            .isCloseTo(numeric, Offset.offset(TOLERANCE * (1 + Math.abs(numeric))));
                }
            }
        }

        private double difference(double[] at, int i) {
            double before = at[i];
            at[i] = before + STEP;
            double above = run(sum.asOutput())[0];
            at[i] = before - STEP;
            double below = run(sum.asOutput())[0];
            at[i] = before;
            return (above - below) / (2 * STEP);
        }

        private double[] run(Output<?> wanted) {
            List<Tensor> tensors = new ArrayList<>();
            try {
                Session.Runner runner = session.runner();
                places.forEach((name, place) -> {
                    TFloat64 tensor = TFloat64.tensorOf(place.shape(), DataBuffers.of(values.get(name)));
                    tensors.add(tensor);
                    runner.feed(place, tensor);
                });
                try (Result result = runner.fetch(wanted).run()) {
                    TFloat64 tensor = (TFloat64) result.get(0);
                    double[] read = new double[Math.toIntExact(tensor.size())];
                    tensor.copyTo(DataBuffers.of(read));
                    return read;
                }
            } finally {
                tensors.forEach(Tensor::close);
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
