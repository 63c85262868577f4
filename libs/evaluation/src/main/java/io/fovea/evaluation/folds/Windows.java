package io.fovea.evaluation.folds;

/** Labelled windows, one a row, in any order. Times in milliseconds since 1970-01-01T00:00Z. */
public interface Windows {
    /** Number of rows. */
    int size();

    String instrument(int row);

    /** End of the window's last period. The rows of one period are one cross-section. */
    long periodEnd(int row);

    /** When the last of the window's bars was known: the first moment at which one could have acted on it. */
    long asOf(int row);

    /** When the label was known, after {@link #asOf}; before it nothing may learn from this row. */
    long labelAsOf(int row);
}
