package io.fovea.cnn.metrics;

/**
 * The harmonic mean of {@link Precision} and {@link Recall}; 0 where either is.
 *
 * <p>With {@link Averaging#binary} as in Keras' {@code F1Score}: targets are 0 and 1, in the shape of the outputs, or class numbers for
 * outputs {@code [batch, 2]}. With the others, outputs and targets are as for {@link Accuracy}. An output that is no number says
 * nothing.
 *
 * @param averaging which one number it makes of the classes
 * @param name what it is called in logs
 */
public record F1Score(Averaging averaging, String name) implements Metric {
    /** That of yes, at a probability of 0.5, on logits; called {@code f1_score}. */
    public F1Score() {
        this(Averaging.binary());
    }

    /** Called as {@link Averaging#nameOf} says, such as {@code macro_f1_score}. */
    public F1Score(Averaging averaging) {
        this(averaging, averaging.nameOf("f1_score"));
    }

    @Override
    public Accumulator start() {
        return new CountsAccumulator(averaging, ClassCounts::f1);
    }
}
