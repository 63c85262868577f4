package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * {@code (input - mean) / sqrt(variance)} for each channel, with what a data set was found to have. Nothing of it is learned. Any
 * shape, which the output has too.
 *
 * <p>Without arguments it has the weights {@code mean}, {@code variance}, each {@code [channels]}, and, as in Keras, a {@code count}
 * that nothing is computed with; {@link #adapt} finds them, or they are loaded. With a mean and a variance, those are constants, and
 * there are no weights.
 */
public final class Normalization extends SameShapeLayer {
    private static final double SMALLEST_DEVIATION = 1e-7; // Keras' epsilon
    private int axis = -1;
    private boolean invert;
    private final float @Nullable [] fixedMean;
    private final float @Nullable [] fixedVariance;
    private @Nullable Weight mean;
    private @Nullable Weight variance;

    /** Mean 0 and variance 1, until it is adapted or weights are loaded. */
    public Normalization() {
        this.fixedMean = null;
        this.fixedVariance = null;
    }

    /**
     * With what is known of the data.
     *
     * @param mean of each channel, or one for all
     * @param variance likewise
     */
    public Normalization(float[] mean, float[] variance) {
        this.fixedMean = mean.clone();
        this.fixedVariance = variance.clone();
    }

    /**
     * Which axis the channels are on; -1, the last, by default.
     *
     * @param axis as in Keras: 0 would be the batch, 1 is the first after it, -1 the last
     */
    public Normalization axis(int axis) {
        this.axis = axis;
        return this;
    }

    /** Turns it round, {@code input * sqrt(variance) + mean}: Keras' {@code invert=True}. */
    public Normalization invert() {
        this.invert = true;
        return this;
    }

    /**
     * Sets mean and variance (of {@code n} values) to those of the data; after the layer's first use.
     *
     * @param data {@code [examples, ...]}, each example of the shape that the layer takes
     * @throws IllegalStateException before the first use, or where mean and variance are constants
     * @throws IllegalArgumentException where the data has another shape
     */
    public void adapt(HostTensor data) {
        if (mean == null || variance == null) {
            throw new IllegalStateException(
                    "Normalization: apply it to a tensor before it is adapted; one with a given mean is not adapted.");
        }
        Shape input = output().shape();
        if (!Arrays.equals(Shape.of(data.shape()).tail().asArray(), input.asArray())) {
            throw new IllegalArgumentException(
                    "Normalization: expected examples of shape %s, received %s.".formatted(input, data));
        }
        int place = LastAxis.withoutBatch(className(), axis, input);
        Moments moments = Moments.of(data.toFloats(), input, place);
        mean.set(HostTensor.float32(mean.shape().asArray(), moments.mean()));
        variance.set(HostTensor.float32(variance.shape().asArray(), moments.variance()));
    }

    @Override
    protected void build(Shape input) {
        long channels = input.get(LastAxis.withoutBatch(className(), axis, input));
        if (fixedMean != null && fixedVariance != null) {
            requireSize(fixedMean, channels);
            requireSize(fixedVariance, channels);
            return;
        }
        mean = statistic("mean", Shape.of(channels), Initializers.zeros());
        variance = statistic("variance", Shape.of(channels), Initializers.ones());
        statistic("count", Shape.scalar(), Initializers.zeros());
    }

    private static void requireSize(float[] values, long channels) {
        if (values.length != channels && values.length != 1) {
            throw new IllegalArgumentException(
                    "Normalization: expected %d channels, received %d.".formatted(values.length, channels));
        }
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> center = spread(forward, input, mean, fixedMean);
        Operand<TFloating> deviation = tf.math.maximum(
                tf.math.sqrt(spread(forward, input, variance, fixedVariance)), forward.constant(SMALLEST_DEVIATION));
        return invert
                ? tf.math.add(center, tf.math.mul(input, deviation))
                : tf.math.div(tf.math.sub(input, center), deviation);
    }

    /** One value a channel, in a shape that fits beside the input's. */
    private Operand<TFloating> spread(
            Forward forward, Operand<TFloating> input, @Nullable Weight weight, float @Nullable [] fixed) {
        Ops tf = forward.tf();
        Operand<TFloating> values = weight != null ? forward.weight(weight) : forward.cast(tf.constant(fixed));
        long[] shape = new long[input.shape().numDimensions()];
        Arrays.fill(shape, 1);
        shape[LastAxis.withoutBatch(className(), axis, input.shape().tail()) + 1] = -1;
        return tf.reshape(values, tf.constant(shape));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        int place = LastAxis.withoutBatch(className(), axis, input.shape());
        float[] deviations = values(graph, variance, fixedVariance);
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) Math.max(Math.sqrt(deviations[i]), SMALLEST_DEVIATION);
        }
        HostTensor deviation = onAxis(graph, deviations, input, place);
        HostTensor center = onAxis(graph, values(graph, mean, fixedMean), input, place);
        String[] operators = invert ? new String[] {"Mul", "Add"} : new String[] {"Sub", "Div"};
        OnnxValue first = graph.node(operators[0])
                .input(input)
                .constant("first", invert ? deviation : center)
                .outputLike(input);
        return graph.node(operators[1])
                .input(first)
                .constant("second", invert ? center : deviation)
                .outputLike(input);
    }

    private static float[] values(OnnxGraph graph, @Nullable Weight weight, float @Nullable [] fixed) {
        return weight != null ? graph.value(weight).toFloats() : fixed.clone();
    }

    private static HostTensor onAxis(OnnxGraph graph, float[] values, OnnxValue input, int place) {
        return graph.onAxis(HostTensor.float32(new long[] {values.length}, values), input, place);
    }
}
