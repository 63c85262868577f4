package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TFloating;

/**
 * Each example less its own mean, over its own standard deviation, which is taken to be {@code 1 / sqrt(values)} at least: TensorFlow's
 * {@code tf.image.per_image_standardization}. Any shape, which the output has too; nothing is learned.
 */
public final class PerImageStandardization extends SameShapeLayer {
    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Shape example = input.shape().tail();
        var along =
                tf.constant(IntStream.rangeClosed(1, example.numDimensions()).toArray());
        Operand<TFloating> centered = tf.math.sub(input, tf.math.mean(input, along, Mean.keepDims(true)));
        Operand<TFloating> deviation = tf.math.sqrt(tf.math.mean(tf.math.square(centered), along, Mean.keepDims(true)));
        return tf.math.div(centered, tf.math.maximum(deviation, forward.constant(smallest(example))));
    }

    private static double smallest(Shape example) {
        return 1 / Math.sqrt(example.size());
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        OnnxValue mean = mean(graph, input);
        OnnxValue centered = graph.node("Sub").input(input).input(mean).outputLike(input);
        OnnxValue squared = graph.node("Mul").input(centered).input(centered).outputLike(input);
        OnnxValue deviation = graph.elementwise("Sqrt", mean(graph, squared));
        OnnxValue bounded = graph.node("Max")
                .input(deviation)
                .scalar(smallest(input.shape()))
                .outputLike(deviation);
        return graph.node("Div").input(centered).input(bounded).outputLike(input);
    }

    private static OnnxValue mean(OnnxGraph graph, OnnxValue value) {
        long[] shape = new long[value.axes()];
        Arrays.fill(shape, 1);
        return graph.node("ReduceMean")
                .input(value)
                .integers(
                        "axes",
                        IntStream.rangeClosed(1, value.axes()).asLongStream().toArray())
                .attribute("keepdims", 1)
                .output(Shape.of(shape), value.layout());
    }
}
