package io.fovea.cnn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examples that count by their class. */
final class ClassWeights {
    private ClassWeights() {}

    /**
     * @param targets class numbers, INT64 {@code [batch]}, or one FLOAT32 a class, of which the largest is the class
     * @param weights of the examples themselves; null where each counts 1
     */
    static float[] times(Map<Integer, Double> classes, HostTensor targets, float @Nullable [] weights) {
        int[] numbers = numbers(targets);
        float[] products = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            double own = weights == null ? 1 : weights[i];
            products[i] = (float) (own * classes.getOrDefault(numbers[i], 1.0));
        }
        return products;
    }

    private static int[] numbers(HostTensor targets) {
        int[] numbers = new int[targets.rows()];
        if (targets.dtype() == DType.INT64 && targets.shape().length == 1) {
            long[] labels = targets.toLongs();
            for (int i = 0; i < numbers.length; i++) {
                // what is no class, its loss refuses
                numbers[i] = (int) Math.max(-1, Math.min(labels[i], Integer.MAX_VALUE));
            }
            return numbers;
        }
        if (targets.dtype() == DType.FLOAT32 && targets.shape().length <= 2) {
            float[] values = targets.toFloats();
            int classes = values.length / Math.max(1, numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = classes == 1 ? Math.round(values[i]) : largest(values, i * classes, classes);
            }
            return numbers;
        }
        throw new IllegalArgumentException(
                "Class weights need one class an example: targets INT64[batch] or FLOAT32[batch, classes], received %s."
                        .formatted(targets));
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
