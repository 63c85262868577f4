package io.fovea.pipeline;

/**
 * How labels that come later are joined to predictions.
 *
 * @param waiting predictions that wait for their label, of one partition; the oldest gives way to a newer one. As many labels wait
 *     for their prediction
 * @param window a version's figures are of this many of its newest outcomes; of a market's pipeline, of this many of its newest
 *     periods
 */
public record DelayedLabelSpec(int waiting, int window) {

    /** The window where a file names none. */
    public static int defaultWindow(boolean isMarket) {
        return isMarket ? 250 : 1_000;
    }
}
