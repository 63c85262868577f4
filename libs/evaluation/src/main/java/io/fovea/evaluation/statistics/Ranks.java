package io.fovea.evaluation.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** What goes by the order of values; equals share the mean of their places. */
public final class Ranks {
    private Ranks() {}

    /** Places from 1, the lowest; -0.0 equals 0.0. NaN is refused. */
    public static double[] of(double[] values) {
        double[] oneZero = Arrays.stream(values).map(value -> value + 0.0).toArray(); // -0.0 + 0.0 is 0.0
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(oneZero);
    }

    /** Spearman's correlation; NaN below three pairs, or where one side is all equal. */
    public static double spearman(double[] a, double[] b) {
        if (a.length < 3) {
            return Double.NaN;
        }
        return new PearsonsCorrelation().correlation(of(a), of(b));
    }

    /**
     * Area under the ROC curve: the chance that a positive one has the higher score, equals counting half (Mann and
     * Whitney's U). NaN where all are of one class.
     */
    public static double auc(double[] scores, boolean[] positive) {
        double[] ranks = of(scores);
        double rankSum = 0;
        long positives = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (positive[i]) {
                rankSum += ranks[i];
                positives++;
            }
        }
        long negatives = ranks.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
