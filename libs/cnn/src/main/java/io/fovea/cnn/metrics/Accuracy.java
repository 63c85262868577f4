package io.fovea.cnn.metrics;

import java.util.Arrays;

/**
 * How many of the classes with the largest output are right: Keras' {@code categorical_accuracy}, and for targets that are class
 * numbers its {@code sparse_categorical_accuracy}.
 *
 * <p>Outputs are {@code [batch, ..., classes]}, logits or probabilities; targets are INT64 class numbers {@code [batch, ...]} or
 * FLOAT32 in the shape of the outputs, such as one-hot. Of several largest outputs the first counts, as with TensorFlow's {@code
 * argMax}; an output that is no number is never right.
 *
 * @param name what it is called in logs
 */
public record Accuracy(String name) implements Metric {
    /** Called {@code accuracy}. */
    public Accuracy() {
        this("accuracy");
    }

    @Override
    public Accumulator start() {
        return new MeanAccumulator((targets, outputs) -> {
            ClassOutputs classes = ClassOutputs.of(targets, outputs);
            double[] hits = new double[classes.positions()];
            Arrays.setAll(hits, i -> classes.label(i) >= 0 && classes.predicted(i) == classes.label(i) ? 1 : 0);
            return hits;
        });
    }
}
