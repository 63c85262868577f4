package io.fovea.evaluation.baselines;

import java.util.Arrays;

/**
 * A linear score of scaled features, as a regression found it.
 *
 * @param scaling of the features that it was fitted on
 * @param coefficients of the scaled features and, last, the intercept
 * @param penalty that the validation rows chose
 * @param probability whether the score is a logit, to be made a probability
 */
public record LinearModel(Scaling scaling, double[] coefficients, double penalty, boolean probability) {

    /** Predicted returns, or probabilities of up. */
    public double[] predict(int[] rows) {
        double[] scaled = new double[scaling.width() + 1];
        return Arrays.stream(rows)
                .mapToDouble(row -> {
                    scaling.fill(row, scaled);
                    double score = dot(coefficients, scaled);
                    return probability ? sigmoid(score) : score;
                })
                .toArray();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
