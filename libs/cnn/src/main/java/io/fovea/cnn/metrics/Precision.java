package io.fovea.cnn.metrics;

/**
 * How much of what was said is right: true positives / (true and false positives); 0 where nothing was said.
 *
 * <p>With {@link Averaging#binary} as in Keras' {@code Precision}: targets are 0 and 1, in the shape of the outputs, or class numbers for
 * outputs {@code [batch, 2]}. With the others, outputs and targets are as for {@link Accuracy}. An output that is no number says
 * nothing.
 *
 * @param averaging which one number it makes of the classes
 * @param name what it is called in logs
 */
public record Precision(Averaging averaging, String name) implements Metric {
    /** That of yes, at a probability of 0.5, on logits; called {@code precision}. */
    public Precision() {
        this(Averaging.binary());
    }

    /** Called as {@link Averaging#nameOf} says, such as {@code macro_precision}. */
    public Precision(Averaging averaging) {
        this(averaging, averaging.nameOf("precision"));
    }

    @Override
    public Accumulator start() {
        return new CountsAccumulator(averaging, ClassCounts::precision);
    }
}
