package io.fovea.evaluation.folds;

/**
 * One step of a walk forward. Every row of {@code fit} had its label known before the first window of {@code validation},
 * and every row of {@code train} before the first window of {@code test}.
 *
 * @param number from 1, the oldest test first
 * @param train rows that may be learned from
 * @param fit those of them that an epoch or a hyper-parameter is tried with
 * @param validation those of them, the newest, that choose it
 * @param test rows to be predicted once
 * @param trainSpan what the rows of {@code train} span, from the oldest window's as-of time to the newest label's
 * @param testSpan what the rows of {@code test} span
 * @param purged rows of the training periods that were left out since their label was not known in time
 */
public record Fold(
        int number, int[] train, int[] fit, int[] validation, int[] test, Span trainSpan, Span testSpan, int purged) {

    /**
     * From the first window's as-of time to the last label's.
     *
     * @param fromMillis inclusive
     * @param toMillis inclusive
     */
    public record Span(long fromMillis, long toMillis) {
        static Span of(Windows windows, int[] rows) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            for (int row : rows) {
                from = Math.min(from, windows.asOf(row));
                to = Math.max(to, windows.labelAsOf(row));
            }
            return new Span(from, to);
        }

        /** Whether they share a moment. */
        public boolean touches(Span other) {
            return fromMillis <= other.toMillis && other.fromMillis <= toMillis;
        }
    }
}
