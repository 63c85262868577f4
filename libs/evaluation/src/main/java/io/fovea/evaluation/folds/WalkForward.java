package io.fovea.evaluation.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cuts windows into folds, from the newest period backwards, as the MultipleTimeSeriesCV of Jansen's "Machine Learning for
 * Algorithmic Trading" does. Unlike it, purging goes by each label's own interval (Lopez de Prado, "Advances in Financial
 * Machine Learning", 2018, section 7.4.1), not by a number of periods: a row trains only if its label was known strictly
 * before the first test window was, however irregular the dates are (docs/adr/0013-walk-forward-folds.md).
 *
 * @param folds how many
 * @param trainPeriods periods of each training window; with {@code expanding}, at least
 * @param testPeriods periods of each test window; test windows follow each other without overlap
 * @param validationPeriods newest periods of the training window that choose the epoch
 * @param embargoPeriods periods before the test, and before the validation, that nothing is learned from: a label must
 *     have been known before the first of them
 * @param expanding training windows begin with the first period there is
 */
public record WalkForward(
        int folds, int trainPeriods, int testPeriods, int validationPeriods, int embargoPeriods, boolean expanding) {

    /** @throws IllegalArgumentException where a length is not positive, or the embargo negative */
    public WalkForward {
        if (folds < 1 || trainPeriods < 2 || testPeriods < 1 || validationPeriods < 1 || embargoPeriods < 0) {
            throw new IllegalArgumentException(
                    "Expected 1 or more folds, test and validation periods, 2 or more training periods and no negative embargo, received %s."
                            .formatted(this));
        }
        if (validationPeriods >= trainPeriods) {
            throw new IllegalArgumentException(
                    "The validation takes %d of %d training periods; some must be left to fit on."
                            .formatted(validationPeriods, trainPeriods));
        }
    }

    /**
     * The folds, oldest first.
     *
     * @throws FoldsException where the windows do not reach back far enough, or a label was known before its window
     */
    public List<Fold> split(Windows windows, Periods periods) {
        requireLabelsAfterWindows(windows, periods);
        Cut cut = new Cut(windows, periods);
        List<Fold> found = new ArrayList<>();
        for (int number = folds; number >= 1; number--) {
            int testTo = periods.count() - (folds - number) * testPeriods;
            int testFrom = testTo - testPeriods;
            if (testFrom < 0) {
                throw tooShort(periods.count(), found.size());
            }
            Cut.Training training = cut.before(testFrom, embargoPeriods, 0);
            int first = expanding ? 0 : training.lastPeriod() + 1 - trainPeriods;
            if (first < 0 || training.lastPeriod() + 1 < trainPeriods) {
                throw tooShort(periods.count(), found.size());
            }
            found.add(fold(number, windows, periods, cut, new Range(first, testFrom, testTo)));
        }
        Collections.reverse(found);
        return List.copyOf(found);
    }

    /**
     * All that is known as one training window, with its inner split, for the model that goes live; it has no test.
     *
     * @throws FoldsException where there is too little to choose an epoch by
     */
    public Fold last(Windows windows, Periods periods) {
        requireLabelsAfterWindows(windows, periods);
        int first = expanding ? 0 : Math.max(0, periods.count() - trainPeriods);
        return fold(
                folds + 1,
                windows,
                periods,
                new Cut(windows, periods),
                new Range(first, periods.count(), periods.count()));
    }

    /** Periods: the first that trains, the first that tests, the first after the test. */
    private record Range(int first, int testFrom, int testTo) {}

    private Fold fold(int number, Windows windows, Periods periods, Cut cut, Range range) {
        Cut.Training training = cut.before(range.testFrom(), embargoPeriods, range.first());
        int validationFrom = Math.max(range.first(), training.lastPeriod() + 1 - validationPeriods);
        int[] validation = from(training.rows(), windows, periods.end(validationFrom));
        int[] fit = cut.before(validationFrom, embargoPeriods, range.first()).rows();
        if (fit.length == 0 || validation.length == 0) {
            throw new FoldsException(
                    "Fold %d has %d rows to fit on and %d to choose the epoch by. Allowed: fewer validation periods, a shorter horizon or embargo, or more training periods."
                            .formatted(number, fit.length, validation.length));
        }
        int[] test = periods.rows(range.testFrom(), range.testTo());
        return new Fold(
                number,
                training.rows(),
                fit,
                validation,
                test,
                Fold.Span.of(windows, training.rows()),
                Fold.Span.of(windows, test),
                training.purged());
    }

    private static int[] from(int[] rows, Windows windows, long periodEnd) {
        return Arrays.stream(rows)
                .filter(row -> windows.periodEnd(row) >= periodEnd)
                .toArray();
    }

    private static void requireLabelsAfterWindows(Windows windows, Periods periods) {
        for (int period = 0; period < periods.count(); period++) {
            for (int row : periods.rows(period)) {
                if (windows.labelAsOf(row) <= windows.asOf(row)) {
                    throw new FoldsException(
                            "The label of %s at %d was known at %d, not after its window, which was at %d."
                                    .formatted(
                                            windows.instrument(row),
                                            windows.periodEnd(row),
                                            windows.labelAsOf(row),
                                            windows.asOf(row)));
                }
            }
        }
    }

    private FoldsException tooShort(int periods, int possible) {
        return new FoldsException(
                "%d folds of %d training and %d test periods do not fit into %d periods, of which the labels' horizon and the embargo (%d) take some. Allowed: at most %d folds, or shorter training."
                        .formatted(folds, trainPeriods, testPeriods, periods, embargoPeriods, possible));
    }
}
