package io.fovea.evaluation;

import io.fovea.evaluation.baselines.Features;
import io.fovea.evaluation.baselines.ShuffledLabels;
import io.fovea.evaluation.folds.Periods;
import io.fovea.evaluation.folds.Windows;

/**
 * Labelled windows of a market as columns; the arrays are not copied. Times in milliseconds since 1970-01-01T00:00Z, as
 * {@link Windows} tells them.
 *
 * @param features what a network or regression is fed, {@code [rows, width]}
 * @param lastReturn the window's newest return, for the plainest baseline
 * @param dollarVolume what a row's instrument traded lately, as its window says; NaN where that is not known
 * @param label of each row
 */
public record Panel(
        String[] instruments,
        long[] periodEnds,
        long[] asOfs,
        Features features,
        double[] lastReturn,
        double[] dollarVolume,
        Label[] label)
        implements Windows {

    /**
     * What became of a window.
     *
     * @param asOfMillis when it was known
     * @param forwardReturn over the horizon, simple: 0.01 is one percent
     * @param up whether the label says up
     */
    public record Label(long asOfMillis, double forwardReturn, boolean up) {
        /** What a network learns: 1 and 0 for up and down, or the return. */
        public double target(boolean direction) {
            if (direction) {
                return up ? 1 : 0;
            }
            return forwardReturn;
        }
    }

    @Override
    public int size() {
        return instruments.length;
    }

    @Override
    public String instrument(int row) {
        return instruments[row];
    }

    @Override
    public long periodEnd(int row) {
        return periodEnds[row];
    }

    @Override
    public long asOf(int row) {
        return asOfs[row];
    }

    @Override
    public long labelAsOf(int row) {
        return label[row].asOfMillis();
    }

    /** The same windows, their labels dealt out anew within each period. */
    public Panel withShuffledLabels(Periods periods, long seed) {
        int[] donors = ShuffledLabels.donors(size(), periods, seed);
        Label[] dealt = new Label[size()];
        for (int row = 0; row < dealt.length; row++) {
            dealt[row] = label[donors[row]];
        }
        return withLabels(dealt);
    }

    private Panel withLabels(Label[] labels) {
        return new Panel(instruments, periodEnds, asOfs, features, lastReturn, dollarVolume, labels);
    }

    /** What a regression learns, a row. */
    public double[] targets(boolean direction) {
        double[] targets = new double[size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = label[row].target(direction);
        }
        return targets;
    }
}
