package io.fovea.cnn;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * What one row's answer costs, as far as shapes say it.
 *
 * @param multiplications in convolutions and products with kernels
 */
record RowCost(long multiplications) {
    /** About two milliseconds on one core; ResNet-20 at 32 x 32 has 41 million, MobileNet at 224 x 224 569 million. */
    private static final long SMALL = 100_000_000;

    private static final Set<String> WITH_KERNEL = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

    /** Of all that these outputs need. */
    static RowCost of(Collection<? extends Operand<?>> outputs) {
        Set<GraphOperation> needed = new HashSet<>();
        outputs.forEach(output -> needed.add((GraphOperation) output.asOutput().op()));
        Deque<GraphOperation> open = new ArrayDeque<>(needed);
        long sum = 0;
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            sum += WITH_KERNEL.contains(operation.type()) ? multiplications(operation) : 0;
            for (int i = 0; i < operation.numInputs(); i++) {
                GraphOperation input = (GraphOperation) operation.input(i).op();
                if (needed.add(input)) {
                    open.push(input);
                }
            }
        }
        return new RowCost(sum);
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
