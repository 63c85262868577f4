package io.fovea.evaluation.figures;

import io.fovea.evaluation.statistics.NeweyWest;
import io.fovea.evaluation.statistics.Ranks;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How well scores order the returns that follow: Spearman's correlation of each cross-section.
 *
 * @param mean over the periods that have one; a period of one score, or below three instruments, has none
 * @param standardError of the mean, Newey and West's
 * @param tStatistic the mean by it
 * @param pValue two-sided
 * @param lag of Newey and West's estimate
 * @param icir the mean by the standard deviation of the periods' values, not annualised
 * @param positiveShare periods with a value above 0
 * @param periods that have a value
 */
public record InformationCoefficient(
        double mean,
        double standardError,
        double tStatistic,
        double pValue,
        int lag,
        double icir,
        double positiveShare,
        int periods) {

    /** NaN where the cross-section has no correlation. */
    static double of(List<Signal> crossSection) {
        return Ranks.spearman(CrossSections.scores(crossSection), CrossSections.returns(crossSection));
    }

    /** @param values NaN for a period that has none, which is passed over */
    static InformationCoefficient of(double[] values, int horizonPeriods) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        NeweyWest mean = NeweyWest.of(known, horizonPeriods - 1);
        double deviation = known.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(known));
        double positive = Arrays.stream(known).filter(value -> value > 0).count();
        return new InformationCoefficient(
                mean.mean(),
                mean.standardError(),
                mean.tStatistic(),
                mean.pValue(),
                mean.lag(),
                deviation > 0 ? mean.mean() / deviation : Double.NaN,
                known.length == 0 ? Double.NaN : positive / known.length,
                known.length);
    }
}
