package io.fovea.evaluation;

import io.fovea.evaluation.baselines.Features;
import java.util.SplittableRandom;

/** Random walks of 40 instruments over 60 periods, as a panel of three lagged returns and one more feature. */
final class Markets {
    static final int INSTRUMENTS = 40;
    static final int PERIODS = 60;
    private static final int LAGS = 3;

    private Markets() {}

    /** The feature beside the lags. */
    interface Planted {
        /** @param returns of the instrument, by period; the label of period p is the return of p + 1 */
        double of(double[] returns, int period);
    }

    static double[][] returns(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] returns = new double[INSTRUMENTS][PERIODS + LAGS + 1];
        for (double[] own : returns) {
            for (int period = 0; period < own.length; period++) {
                own[period] = random.nextGaussian() * 0.05;
            }
        }
        return returns;
    }

    static Panel panel(double[][] returns, Planted planted) {
        int rows = INSTRUMENTS * PERIODS;
        int width = LAGS + 1;
        Panel panel = new Panel(
                new String[rows],
                new long[rows],
                new long[rows],
                new Features(new float[rows * width], width),
                new double[rows],
                new double[rows],
                new Panel.Label[rows]);
        for (int row = 0; row < rows; row++) {
            int period = row / INSTRUMENTS + LAGS - 1;
            fill(panel, row, period, returns[row % INSTRUMENTS], planted);
        }
        return panel;
    }

    private static void fill(Panel panel, int row, int period, double[] own, Planted planted) {
        int width = panel.features().width();
        panel.instruments()[row] = "I" + row % INSTRUMENTS;
        panel.periodEnds()[row] = period;
        panel.asOfs()[row] = period;
        panel.lastReturn()[row] = own[period];
        for (int lag = 0; lag < LAGS; lag++) {
            panel.features().values()[row * width + lag] = (float) own[period - LAGS + 1 + lag];
        }
        panel.features().values()[row * width + LAGS] = (float) planted.of(own, period);
        panel.label()[row] = new Panel.Label(period + 1, own[period + 1], own[period + 1] > 0);
    }
}
