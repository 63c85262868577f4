package io.fovea.pipeline;

import java.util.Optional;
import java.util.Set;

/**
 * Market bars, resampled to the pipeline's period.
 *
 * @param period the period that returns are of: day, week or month
 * @param barPeriod the period of the bars that come in, which is {@code period} or a shorter one
 * @param time what a source's time says of its bar
 * @param columns where a file's columns are
 * @param instruments the universe; empty where any instrument may come
 * @param feed a live source
 * @param rules what becomes of bars that are late, repeated, out of order, missing or absurd
 */
public record BarsInput(
        BarPeriod period,
        BarPeriod barPeriod,
        BarTime time,
        BarColumns columns,
        Set<String> instruments,
        Optional<FeedSpec> feed,
        BarRules rules)
        implements InputSpec {

    /** The kind of input that is bars. */
    public static final String BARS = "bars";

    public BarsInput {
        instruments = Set.copyOf(instruments);
    }

    /** Whether several bars make one of the pipeline's periods. */
    public boolean isResampled() {
        return period != barPeriod;
    }
}
