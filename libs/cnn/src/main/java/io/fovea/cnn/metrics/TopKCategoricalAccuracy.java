package io.fovea.cnn.metrics;

import java.util.Arrays;

/**
 * How often the class that is right is among the {@code k} with the largest outputs: Keras' {@code top_k_categorical_accuracy}, and
 * for targets that are class numbers its {@code sparse_top_k_categorical_accuracy}. Outputs and targets as for {@link Accuracy}.
 *
 * <p>Ties as with TensorFlow's {@code inTopK}: a class is among the first {@code k} where fewer than {@code k} outputs are larger
 * than its own, so of several that share the last place all are. An example with an output that is no number is never right.
 *
 * @param k 1 or more; from the number of classes on every example is right
 * @param name what it is called in logs
 */
public record TopKCategoricalAccuracy(int k, String name) implements Metric {
    /** @throws IllegalArgumentException for a k below 1 */
    public TopKCategoricalAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("Expected a k of 1 or more, received %d.".formatted(k));
        }
    }

    /** Called {@code top_5_accuracy} for a k of 5. */
    public TopKCategoricalAccuracy(int k) {
        this(k, "top_%d_accuracy".formatted(k));
    }

    @Override
    public Accumulator start() {
        return new MeanAccumulator((targets, outputs) -> {
            ClassOutputs classes = ClassOutputs.of(targets, outputs);
            double[] hits = new double[classes.positions()];
            Arrays.setAll(hits, i -> classes.label(i) >= 0 && larger(classes, i) < k ? 1 : 0);
            return hits;
        });
    }

    private static int larger(ClassOutputs classes, int position) {
        float own = classes.output(position, classes.label(position));
        int larger = 0;
        for (int c = 0; c < classes.classes(); c++) {
            float other = classes.output(position, c);
            if (Float.isNaN(other)) {
                return Integer.MAX_VALUE;
            }
            larger += other > own ? 1 : 0;
        }
        return larger;
    }
}
