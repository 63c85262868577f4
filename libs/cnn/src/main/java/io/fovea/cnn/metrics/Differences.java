package io.fovea.cnn.metrics;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What numbers differ by from the numbers that they should be. */
final class Differences {
    private Differences() {}

    /** A function of each difference, output minus target, in double. */
    static MeanAccumulator.Elements each(DoubleUnaryOperator function) {
        return (targets, outputs) -> {
            requireSameShape(targets, outputs);
            float[] right = targets.toFloats();
            float[] values = outputs.toFloats();
            double[] results = new double[values.length];
            Arrays.setAll(results, i -> function.applyAsDouble((double) values[i] - right[i]));
            return results;
        };
    }

    /** @throws IllegalArgumentException where they are not FLOAT32 of one shape */
    static void requireSameShape(HostTensor targets, HostTensor outputs) {
        boolean floats = targets.dtype() == DType.FLOAT32 && outputs.dtype() == DType.FLOAT32;
        if (!floats || !Arrays.equals(targets.shape(), outputs.shape())) {
            throw new IllegalArgumentException("Expected targets and outputs FLOAT32 of one shape, received %s and %s."
                    .formatted(targets, outputs));
        }
    }
}
