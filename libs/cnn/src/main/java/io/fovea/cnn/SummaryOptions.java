package io.fovea.cnn;

/**
 * How {@link Model#summary(SummaryOptions)} prints a model, as Keras' arguments of the same names.
 *
 * @param lineLength characters in a line, 40 or more; what does not fit is cut, with an ellipsis
 * @param expandNested whether the layers of a nested model have rows of their own
 * @param showTrainable whether a column says which layers are trainable
 */
public record SummaryOptions(int lineLength, boolean expandNested, boolean showTrainable) {
    private static final int KERAS_LENGTH = 76; // on a terminal of 80 columns

    /** @throws IllegalArgumentException where a line is too short for the columns */
    public SummaryOptions {
        if (lineLength < 40) {
            throw new IllegalArgumentException("lineLength is 40 or more, received %d.".formatted(lineLength));
        }
    }

    /** What Keras prints by default on a terminal of 80 columns: 76 characters, nested models as one row. */
    public static SummaryOptions defaults() {
        return new SummaryOptions(KERAS_LENGTH, false, false);
    }

    /** The same with lines of this length, such as 108, Keras' own on a wide terminal. */
    public SummaryOptions withLineLength(int length) {
        return new SummaryOptions(length, expandNested, showTrainable);
    }

    /** The same with a row for each layer of a nested model. */
    public SummaryOptions withNestedExpanded() {
        return new SummaryOptions(lineLength, true, showTrainable);
    }

    /** The same with a column that says which layers are trainable. */
    public SummaryOptions withTrainableShown() {
        return new SummaryOptions(lineLength, expandNested, true);
    }
}
