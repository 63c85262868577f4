package io.fovea.evaluation.folds;

import java.util.Arrays;

/** What may be learned from before a period begins. */
final class Cut {
    private final Windows windows;
    private final Periods periods;
    /** For each period, and one beyond: when the first window of it or of a later one was known. */
    private final long[] firstKnown;

    Cut(Windows windows, Periods periods) {
        this.windows = windows;
        this.periods = periods;
        firstKnown = new long[periods.count() + 1];
        Arrays.fill(firstKnown, Long.MAX_VALUE);
        for (int period = periods.count() - 1; period >= 0; period--) {
            firstKnown[period] = Math.min(
                    firstKnown[period + 1],
                    Arrays.stream(periods.rows(period))
                            .mapToLong(windows::asOf)
                            .min()
                            .orElseThrow());
        }
    }

    /**
     * Rows whose label was known before the first window of a period was.
     *
     * @param purged rows of those periods that were not
     * @param lastPeriod the newest period that has such rows, -1 for none
     */
    record Training(int[] rows, int purged, int lastPeriod) {}

    /**
     * @param period what must not be known yet; one beyond the last for nothing
     * @param embargo periods before it that must not be known yet either
     * @param first the oldest period to learn from
     */
    Training before(int period, int embargo, int first) {
        int end = period == periods.count() ? period : Math.max(0, period - embargo);
        long limit = firstKnown[end];
        int[] all = periods.rows(Math.min(first, end), end);
        int[] known =
                Arrays.stream(all).filter(row -> windows.labelAsOf(row) < limit).toArray();
        long newest = Arrays.stream(known).mapToLong(windows::periodEnd).max().orElse(Long.MIN_VALUE);
        int last = end - 1;
        while (last >= first && periods.end(last) > newest) {
            last--;
        }
        return new Training(known, all.length - known.length, last);
    }
}
