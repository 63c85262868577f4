package io.fovea.evaluation.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean of a series whose neighbours hang together, and how sure it is: Newey and West (1987), "A Simple, Positive
 * Semi-Definite, Heteroskedasticity and Autocorrelation Consistent Covariance Matrix", Econometrica 55, with Bartlett
 * weights and without a small-sample correction; the same as a regression on a constant with statsmodels' {@code HAC}.
 *
 * @param observations elements of the series
 * @param mean NaN without observations
 * @param standardError of the mean; NaN below two observations
 * @param lag autocovariances that went in
 */
public record NeweyWest(int observations, double mean, double standardError, int lag) {

    /** With {@link #automaticLag}, or the declared one where that is longer, as overlapping labels need it. */
    public static NeweyWest of(double[] series, int atLeastLag) {
        return withLag(series, Math.max(atLeastLag, automaticLag(series.length)));
    }

    /** @param lag autocovariances that go in; cut to the length of the series less one */
    public static NeweyWest withLag(double[] series, int lag) {
        int used = Math.max(0, Math.min(lag, series.length - 1));
        double mean = Arrays.stream(series).average().orElse(Double.NaN);
        if (series.length < 2) {
            return new NeweyWest(series.length, mean, Double.NaN, used);
        }
        double variance = autocovariance(series, mean, 0);
        for (int k = 1; k <= used; k++) {
            variance += 2 * (1 - k / (used + 1.0)) * autocovariance(series, mean, k);
        }
        return new NeweyWest(series.length, mean, Math.sqrt(variance / series.length), used);
    }

    /** The usual rule of thumb, {@code floor(4 (T / 100)^(2/9))}: Newey and West (1994), Review of Economic Studies 61. */
    public static int automaticLag(int observations) {
        return observations < 2 ? 0 : (int) Math.floor(4 * Math.pow(observations / 100.0, 2.0 / 9));
    }

    /** Mean by its standard error; NaN where that is 0 or unknown. */
    public double tStatistic() {
        return standardError > 0 ? mean / standardError : Double.NaN;
    }

    /** Two-sided, by Student's t with one degree of freedom less than there are observations. */
    public double pValue() {
        double t = tStatistic();
        return Double.isNaN(t)
                ? Double.NaN
                : 2 * new TDistribution(observations - 1).cumulativeProbability(-Math.abs(t));
    }

    private static double autocovariance(double[] series, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < series.length; i++) {
            sum += (series[i] - mean) * (series[i - lag] - mean);
        }
        return sum / series.length;
    }
}
