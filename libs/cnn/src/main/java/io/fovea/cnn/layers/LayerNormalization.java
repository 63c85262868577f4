package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Brings each example's last axis, or others, to mean 0 and variance 1, then scales and shifts it: Ba et al. (2016),
 * arXiv:1607.06450. Any shape, which the output has too; weights {@code gamma} and {@code beta} have the shape of the normalized
 * axes. Each setting returns the layer and is made before its first use.
 */
public final class LayerNormalization extends SameShapeLayer {
    private double epsilon = 1e-3;
    private boolean scale = true;
    private boolean center = true;
    private int[] axes = {-1};
    private @Nullable Weight gamma;
    private @Nullable Weight beta;

    /** Added to the variance; 1e-3 by default. */
    public LayerNormalization epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    /**
     * Over which axes mean and variance are taken together; -1, the last, by default.
     *
     * @param axes as in Keras: 0 would be the batch, 1 is the first after it, -1 the last; one that the input has not makes the
     *     first use throw {@link IllegalArgumentException}
     */
    public LayerNormalization axes(int... axes) {
        this.axes = axes.clone();
        return this;
    }

    /** Has no gamma: Keras' {@code scale=False}. */
    public LayerNormalization withoutScale() {
        this.scale = false;
        return this;
    }

    /** Has no beta: Keras' {@code center=False}. */
    public LayerNormalization withoutCenter() {
        this.center = false;
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape normalized =
                Shape.of(Arrays.stream(places(input)).mapToLong(input::get).toArray());
        gamma = scale ? learned("gamma", normalized, Initializers.ones()) : null;
        beta = center ? learned("beta", normalized, Initializers.zeros()) : null;
    }

    private int[] places(Shape input) {
        return Arrays.stream(axes)
                .map(axis -> LastAxis.withoutBatch(className(), axis, input))
                .sorted()
                .toArray();
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Shape example = input.shape().tail();
        int[] places = places(example);
        Operand<TInt32> along =
                tf.constant(Arrays.stream(places).map(place -> place + 1).toArray());
        Operand<TFloating> centered = tf.math.sub(input, tf.math.mean(input, along, Mean.keepDims(true)));
        Operand<TFloating> variance = tf.math.mean(tf.math.square(centered), along, Mean.keepDims(true));
        Operand<TFloating> factor = tf.math.rsqrt(tf.math.add(variance, forward.constant(epsilon)));
        Operand<TFloating> normalized = tf.math.mul(centered, factor);
        long[] broadcast = new long[example.numDimensions() + 1];
        Arrays.fill(broadcast, 1);
        Arrays.stream(places).forEach(place -> broadcast[place + 1] = example.get(place));
        Operand<TFloating> scaled =
                gamma == null ? normalized : tf.math.mul(normalized, spread(forward, gamma, broadcast));
        return beta == null ? scaled : tf.math.add(scaled, spread(forward, beta, broadcast));
    }

    private static Operand<TFloating> spread(Forward forward, Weight weight, long[] broadcast) {
        return forward.tf().reshape(forward.weight(weight), forward.tf().constant(broadcast));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        int[] places = places(input.shape());
        boolean last = places.length == 1 && places[0] == input.axes() - 1;
        if (last && gamma != null && (input.layout() == Layout.CHANNELS_LAST || input.axes() == 1)) {
            OnnxNode node = graph.node("LayerNormalization")
                    .input(input)
                    .constant("gamma", graph.value(gamma))
                    .attribute("axis", -1)
                    .attribute("epsilon", epsilon);
            if (beta != null) {
                node.constant("beta", graph.value(beta));
            }
            return node.outputLike(input);
        }
        return places.length == 1 ? overAxes(graph, input, places) : overAxes(graph, graph.channelsLast(input), places);
    }

    /** ONNX' own works on last axes only; this leaves the channels first, where convolutions want them. */
    private OnnxValue overAxes(OnnxGraph graph, OnnxValue input, int[] places) {
        OnnxValue centered =
                graph.node("Sub").input(input).input(mean(graph, input, places)).outputLike(input);
        OnnxValue squared = graph.node("Mul").input(centered).input(centered).outputLike(input);
        OnnxValue variance = mean(graph, squared, places);
        OnnxValue raised = graph.node("Add").input(variance).scalar(epsilon).outputLike(variance);
        OnnxValue deviation = graph.elementwise("Sqrt", raised);
        OnnxValue normalized =
                graph.node("Div").input(centered).input(deviation).outputLike(input);
        OnnxValue scaled = with(graph, "Mul", normalized, gamma, places);
        return with(graph, "Add", scaled, beta, places);
    }

    private static OnnxValue with(
            OnnxGraph graph, String operator, OnnxValue value, @Nullable Weight weight, int[] places) {
        if (weight == null) {
            return value;
        }
        HostTensor values = graph.value(weight);
        long[] broadcast = new long[value.axes()];
        Arrays.fill(broadcast, 1);
        Arrays.stream(places).forEach(place -> broadcast[place] = value.shape().get(place));
        HostTensor spread = places.length == 1
                ? graph.onAxis(values, value, places[0])
                : new HostTensor(values.dtype(), broadcast, values.contents());
        return graph.node(operator).input(value).constant("weight", spread).outputLike(value);
    }

    private static OnnxValue mean(OnnxGraph graph, OnnxValue value, int[] places) {
        long[] shape = value.shape().asArray();
        Arrays.stream(places).forEach(place -> shape[place] = 1);
        return graph.node("ReduceMean")
                .input(value)
                .integers(
                        "axes",
                        Arrays.stream(places)
                                .mapToLong(place -> value.layout().axis(place, value.axes()))
                                .toArray())
                .attribute("keepdims", 1)
                .output(Shape.of(shape), value.layout());
    }
}
