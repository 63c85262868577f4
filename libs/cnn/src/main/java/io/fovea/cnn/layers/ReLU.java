package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keras' layer {@code ReLU}: {@code max(x, 0)}, cut at a largest value where one is given. With a threshold and a slope: {@code x}
 * from the threshold on, {@code negativeSlope * (x - threshold)} below it. Any shape, which the output has too.
 */
public final class ReLU extends SameShapeLayer {
    private final double maxValue;
    private final double negativeSlope;
    private final double threshold;

    /** {@code max(x, 0)}. */
    public ReLU() {
        this(Double.POSITIVE_INFINITY);
    }

    /** @param maxValue such as the 6 of MobileNet */
    public ReLU(double maxValue) {
        this(maxValue, 0, 0);
    }

    /**
     * @param maxValue the largest output, {@link Double#POSITIVE_INFINITY} for none
     * @param negativeSlope slope below the threshold
     * @param threshold where {@code x} begins to be passed on
     * @throws IllegalArgumentException where one is negative
     */
    public ReLU(double maxValue, double negativeSlope, double threshold) {
        this.maxValue = Arguments.notNegative("ReLU", "maxValue", maxValue);
        this.negativeSlope = Arguments.notNegative("ReLU", "negativeSlope", negativeSlope);
        this.threshold = Arguments.notNegative("ReLU", "threshold", threshold);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        if (maxValue == 6 && negativeSlope == 0 && threshold == 0) {
            return tf.nn.relu6(input);
        }
        Operand<TFloating> rectified = threshold == 0 ? tf.nn.relu(input) : fromThreshold(forward, input);
        Operand<TFloating> sloped = negativeSlope == 0 ? rectified : tf.math.add(rectified, below(forward, input));
        return Double.isInfinite(maxValue) ? sloped : tf.math.minimum(sloped, forward.constant(maxValue));
    }

    private Operand<TFloating> fromThreshold(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        return tf.math.mul(input, forward.cast(tf.math.greaterEqual(input, forward.constant(threshold))));
    }

    /** {@code negativeSlope * min(x - threshold, 0)}. */
    private Operand<TFloating> below(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> under = tf.nn.relu(tf.math.sub(forward.constant(threshold), input));
        return tf.math.mul(under, forward.constant(-negativeSlope));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        if (negativeSlope == 0 && threshold == 0) {
            return Double.isInfinite(maxValue)
                    ? graph.elementwise("Relu", input)
                    : OnnxActivations.clip(graph, input, maxValue);
        }
        OnnxValue rectified = OnnxActivations.fromThreshold(graph, input, threshold);
        OnnxValue sloped = graph.node("Add")
                .input(rectified)
                .input(OnnxActivations.below(graph, input, threshold, negativeSlope))
                .outputLike(input);
        return Double.isInfinite(maxValue)
                ? sloped
                : graph.node("Min").input(sloped).scalar(maxValue).outputLike(input);
    }
}
