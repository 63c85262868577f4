package io.fovea.cnn;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * What one row's answer costs, as far as shapes say it.
 *
 * @param multiplications in convolutions and products with kernels
 * @param largest of its tensors, in bytes
 */
record RowCost(long multiplications, long largest) {
    static final RowCost NONE = new RowCost(0, 0);

    /** About two milliseconds on one core; ResNet-20 at 32 x 32 has 41 million, MobileNet at 224 x 224 569 million. */
    private static final long SMALL = 100_000_000;

    /** Twice a core's second cache: networks are fastest there (docs/BENCHMARKS.md). */
    private static final long BYTES_AT_ONCE = 2 << 20;

    private static final Set<String> WITH_KERNEL = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

    /** Of all that these outputs need. */
    static RowCost of(Collection<? extends Operand<?>> outputs) {
        Set<GraphOperation> needed = new HashSet<>();
        outputs.forEach(output -> needed.add((GraphOperation) output.asOutput().op()));
        Deque<GraphOperation> open = new ArrayDeque<>(needed);
        long sum = 0;
        long largest = 0;
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            sum += WITH_KERNEL.contains(operation.type()) ? multiplications(operation) : 0;
            largest = Math.max(largest, operation.numOutputs() == 0 ? 0 : bytes(operation.output(0)));
            for (int i = 0; i < operation.numInputs(); i++) {
                GraphOperation input = (GraphOperation) operation.input(i).op();
                if (needed.add(input)) {
                    open.push(input);
                }
            }
        }
        return new RowCost(sum, largest);
    }

    /** As many as go through the network together at its best. */
    int rowsAtOnce() {
        return (int) Math.max(1, BYTES_AT_ONCE / Math.max(1, largest));
    }

    /** Of one row, as floats; 0 for what has no batch axis, or whose shape is not known. */
    private static long bytes(Output<?> output) {
        Shape shape = output.shape();
        boolean ofRows = shape.numDimensions() > 0 && shape.get(0) == Shape.UNKNOWN_SIZE;
        return ofRows && !shape.tail().hasUnknownDimension() ? shape.tail().size() * Float.BYTES : 0;
    }

    boolean isSmall() {
        return multiplications < SMALL;
    }

    /** Every number of the kernel, at every place that the output has between its batch axis and its channels. */
    private static long multiplications(GraphOperation operation) {
        Shape output = operation.output(0).shape();
        long places = 1;
        for (int i = 1; i < output.numDimensions() - 1; i++) {
            places *= Math.max(1, output.get(i));
        }
        return places * Math.max(1, operation.input(1).shape().size());
    }
}
