package io.fovea.evaluation.baselines;

/**
 * A linear regression with a quadratic penalty: ridge regression of returns (Hoerl and Kennard 1970), logistic regression
 * of directions. The penalty is chosen on validation rows and the model then fitted on all training rows, as a network's
 * epochs are.
 */
public enum Regression {
    /** Squared error. */
    RIDGE {
        @Override
        double[] fit(Scaling scaling, double[] targets, int[] rows, double penalty, double[] start) {
            NormalEquations sums = new NormalEquations(start.length);
            double[] scaled = new double[start.length];
            for (int row : rows) {
                scaling.fill(row, scaled);
                sums.add(scaled, 1, targets[row]);
            }
            return sums.solve(penalty * rows.length);
        }

        @Override
        double loss(double score, double target) {
            return (score - target) * (score - target);
        }
    },

    /** Log-loss, by Newton's method; targets are 0 and 1. */
    LOGISTIC {
        @Override
        double[] fit(Scaling scaling, double[] targets, int[] rows, double penalty, double[] start) {
            double[] found = start;
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] next = newtonStep(scaling, targets, rows, penalty, found);
                double moved = distance(found, next);
                found = next;
                if (moved < CONVERGED) {
                    break;
                }
            }
            return found;
        }

        @Override
        double loss(double score, double target) {
            return Math.max(score, 0) - score * target + Math.log1p(Math.exp(-Math.abs(score)));
        }
    };

    private static final double[] PENALTIES = {1, 0.1, 0.01, 0.001}; // of the mean loss, strongest first
    private static final int MOST_STEPS = 25;
    private static final double CONVERGED = 1e-6;

    /**
     * Fits on {@code train}, with the penalty that did best on {@code validation} after a fit on {@code fit}.
     *
     * @param targets one a row of the features: returns, or 0 and 1
     */
    public LinearModel fit(Features features, double[] targets, int[] fit, int[] validation, int[] train) {
        double penalty = choose(features, targets, fit, validation);
        return fit(features, targets, train, penalty);
    }

    /** @param penalty of the mean loss, on each coefficient's square but the intercept's */
    LinearModel fit(Features features, double[] targets, int[] rows, double penalty) {
        Scaling scaling = Scaling.fitted(features, rows);
        double[] coefficients = fit(scaling, targets, rows, penalty, new double[features.width() + 1]);
        return new LinearModel(scaling, coefficients, penalty, this == LOGISTIC);
    }

    private double choose(Features features, double[] targets, int[] fit, int[] validation) {
        Scaling scaling = Scaling.fitted(features, fit);
        double[] coefficients = new double[features.width() + 1];
        double best = Double.POSITIVE_INFINITY;
        double chosen = PENALTIES[0];
        for (double penalty : PENALTIES) {
            coefficients = fit(scaling, targets, fit, penalty, coefficients);
            double loss = meanLoss(scaling, targets, validation, coefficients);
            if (loss < best) {
                best = loss;
                chosen = penalty;
            }
        }
        return chosen;
    }

    private double meanLoss(Scaling scaling, double[] targets, int[] rows, double[] coefficients) {
        double[] scaled = new double[coefficients.length];
        double sum = 0;
        for (int row : rows) {
            scaling.fill(row, scaled);
            sum += loss(LinearModel.dot(coefficients, scaled), targets[row]);
        }
        return sum / rows.length;
    }

    abstract double[] fit(Scaling scaling, double[] targets, int[] rows, double penalty, double[] start);

    abstract double loss(double score, double target);

    /** Iteratively reweighted least squares; equal to Newton's step. */
    private static double[] newtonStep(Scaling scaling, double[] targets, int[] rows, double penalty, double[] at) {
        NormalEquations sums = new NormalEquations(at.length);
        double[] scaled = new double[at.length];
        for (int row : rows) {
            scaling.fill(row, scaled);
            double score = LinearModel.dot(at, scaled);
            double probability = LinearModel.sigmoid(score);
            double weight = Math.max(probability * (1 - probability), 1e-9);
            sums.add(scaled, weight, weight * score + targets[row] - probability);
        }
        return sums.solve(penalty * rows.length);
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }
}
