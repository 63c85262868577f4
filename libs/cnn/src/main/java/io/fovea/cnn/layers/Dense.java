package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Each unit sees all of the last axis: {@code [batch, ..., in]} to {@code [batch, ..., units]}; kernel {@code [in, units]}, bias
 * {@code [units]}.
 */
public final class Dense extends TrainedLayer<Dense> {
    private final int units;
    private @Nullable Weight kernel;

    /** @throws IllegalArgumentException where {@code units} is below 1 */
    public Dense(int units) {
        this.units = Arguments.atLeastOne("Dense", "units", units);
    }

    @Override
    Dense self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        kernel = kernel("kernel", Shape.of(lastAxis(input), units));
        bias(units);
    }

    @Override
    protected Shape outputShape(Shape input) {
        lastAxis(input);
        return input.take(input.numDimensions() - 1).append(units);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return finish(forward, product(forward.tf(), input, forward.weight(kernel)));
    }

    private Operand<TFloating> product(Ops tf, Operand<TFloating> input, Operand<TFloating> kernel) {
        Shape shape = input.shape();
        int last = shape.numDimensions() - 1;
        if (last == 1) {
            return tf.linalg.matMul(input, kernel);
        }
        Operand<TFloating> rows = tf.reshape(input, tf.constant(new long[] {-1, shape.get(last)}));
        long[] output = shape.asArray();
        output[0] = -1; // the batch
        output[last] = units;
        return tf.reshape(tf.linalg.matMul(rows, kernel), tf.constant(output));
    }

    private static long lastAxis(Shape input) {
        if (input.numDimensions() == 0) {
            throw new IllegalArgumentException("Dense: expected at least one axis beside the batch, received none.");
        }
        return input.get(input.numDimensions() - 1);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        Shape output = outputShape(input.shape());
        if (input.axes() == 1) {
            return finish(graph, rows(graph, input, output));
        }
        if (input.layout() == Layout.CHANNELS_FIRST) {
            return onChannels(graph, input, output);
        }
        OnnxValue product = graph.node("MatMul")
                .input(input)
                .constant("kernel", graph.kernel(kernel))
                .output(output, Layout.CHANNELS_LAST);
        HostTensor biases = bias(graph);
        return finish(
                graph,
                biases == null
                        ? product
                        : graph.node("Add")
                                .input(product)
                                .constant("bias", biases)
                                .outputLike(product));
    }

    private OnnxValue rows(OnnxGraph graph, OnnxValue input, Shape output) {
        OnnxNode node = graph.node("Gemm").input(input).constant("kernel", graph.kernel(kernel));
        HostTensor biases = bias(graph);
        if (biases != null) {
            node.constant("bias", biases);
        }
        return node.output(output, Layout.CHANNELS_LAST);
    }

    /** A convolution that sees one place at a time, so that the channels can stay first. */
    private OnnxValue onChannels(OnnxGraph graph, OnnxValue input, Shape output) {
        HostTensor outputsFirst = graph.kernel(kernel, 1, 0);
        long[] ones = new long[input.axes() - 1];
        Arrays.fill(ones, 1);
        long[] shape = Arrays.copyOf(outputsFirst.shape(), input.axes() + 1);
        Arrays.fill(shape, 2, shape.length, 1);
        HostTensor window = new HostTensor(outputsFirst.dtype(), shape, outputsFirst.contents());
        return convolution(graph, input, window, new OnnxWindow(ones, ones, ones, Padding.VALID), 1, output);
    }

    @Override
    protected Optional<ScalableKernel> scalableKernel() {
        return scalable(kernel, units);
    }
}
