package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** The axes in another order: {@code Permute(2, 1)} makes {@code [batch, b, a]} of {@code [batch, a, b]}. */
public final class Permute extends UnaryLayer {
    private final int[] order;

    /**
     * Output axis {@code i} is input axis {@code order[i]}.
     *
     * @param order of the axes, counted from 1 without the batch axis, as in Keras
     * @throws IllegalArgumentException where an axis is left out or named twice
     */
    public Permute(int... order) {
        if (!Arrays.equals(
                Arrays.stream(order).sorted().toArray(),
                IntStream.rangeClosed(1, order.length).toArray())) {
            throw new IllegalArgumentException("Permute: expected each axis from 1 to %d once, received %s."
                    .formatted(order.length, Arrays.toString(order)));
        }
        this.order = order.clone();
    }

    @Override
    protected Shape outputShape(Shape input) {
        requireAxes(input, order.length);
        return Shape.of(
                Arrays.stream(order).mapToLong(axis -> input.get(axis - 1)).toArray());
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int[] withBatch = IntStream.concat(IntStream.of(0), IntStream.of(order)).toArray();
        return forward.tf().linalg.transpose(input, forward.tf().constant(withBatch));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        long[] withBatch = LongStream.concat(
                        LongStream.of(0), IntStream.of(order).asLongStream())
                .toArray();
        return graph.node("Transpose")
                .input(graph.channelsLast(input))
                .attribute("perm", withBatch)
                .output(outputShape(input.shape()), Layout.CHANNELS_LAST);
    }
}
