package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * How signals are judged before a model goes live; lengths in periods.
 *
 * @param folds steps of the walk forward
 * @param trainPeriods of each training window; at least so many where it expands
 * @param testPeriods of each test window
 * @param validationPeriods newest ones of the training window, which choose the epoch
 * @param embargoPeriods left out before each test and each validation
 * @param expanding whether training windows begin with the first period
 * @param minHistory windows that an instrument must have had, to belong to a period
 * @param costBps one-way cost of a trade, in hundredths of a percent
 * @param control whether the same is done with shuffled labels
 * @param dataHindsight what the data's own choice of instruments knew of the future, a sentence for the report
 * @param mistakes of a published experiment, to be repeated
 */
public record EvaluateSpec(
        int folds,
        int trainPeriods,
        int testPeriods,
        int validationPeriods,
        int embargoPeriods,
        boolean expanding,
        int minHistory,
        double costBps,
        boolean control,
        Optional<String> dataHindsight,
        List<Mistake> mistakes) {

    public EvaluateSpec {
        mistakes = List.copyOf(mistakes);
    }

    /** What chapter 18 of Jansen's "Machine Learning for Algorithmic Trading" did in its notebook on time series. */
    public enum Mistake {
        /** A fold's windows stand in the reverse order of its labels, so that each has another's. */
        MISALIGNED,
        /** The best epoch is the one that does best on the test window. */
        EPOCH_BY_TEST,
        /** Only instruments that have a window in every period there is. */
        SURVIVORS
    }
}
