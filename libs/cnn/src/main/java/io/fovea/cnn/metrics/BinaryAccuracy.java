package io.fovea.cnn.metrics;

import java.util.Arrays;

/**
 * How many outputs are on the right side of a threshold: Keras' {@code binary_accuracy}.
 *
 * <p>Targets are 0 and 1, in the shape of the outputs, each output by itself; or class numbers for outputs {@code [batch, 2]}. An
 * output that is no number is never right.
 *
 * @param threshold from where on an output says yes
 * @param name what it is called in logs
 */
public record BinaryAccuracy(Threshold threshold, String name) implements Metric {
    /** At a probability of 0.5, on logits; called {@code binary_accuracy}. */
    public BinaryAccuracy() {
        this(new Threshold());
    }

    /** Called {@code binary_accuracy}. */
    public BinaryAccuracy(Threshold threshold) {
        this(threshold, "binary_accuracy");
    }

    @Override
    public Accumulator start() {
        return new MeanAccumulator((targets, outputs) -> {
            BinaryOutputs binary = BinaryOutputs.of(targets, outputs);
            double least = threshold.score(binary.ofTwoClasses());
            double[] hits = new double[binary.size()];
            Arrays.setAll(hits, i -> right(binary.score(i), least, binary.yes(i)) ? 1 : 0);
            return hits;
        });
    }

    private static boolean right(float score, double least, boolean yes) {
        return yes ? score > least : score <= least;
    }
}
