package io.fovea.evaluation.baselines;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** Weighted least squares, summed up row by row; the last coefficient is the intercept, which is not penalised. */
final class NormalEquations {
    private final double[][] products;
    private final double[] right;
    private double weights;

    NormalEquations(int coefficients) {
        products = new double[coefficients][coefficients];
        right = new double[coefficients];
    }

    void add(double[] features, double weight, double target) {
        weights += weight;
        for (int i = 0; i < right.length; i++) {
            double weighted = weight * features[i];
            right[i] += features[i] * target;
            for (int j = i; j < right.length; j++) {
                products[i][j] += weighted * features[j];
            }
        }
    }

    double weights() {
        return weights;
    }

    /**
     * Solves for the coefficients.
     *
     * @param penalty on each square but the intercept's, in the same sums as the rows
     */
    double[] solve(double penalty) {
        int size = right.length;
        double[][] full = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                full[i][j] = products[i][j];
                full[j][i] = products[i][j];
            }
            full[i][i] += i < size - 1 ? penalty : 1e-9;
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(full, false), 1e-10, 1e-14)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }
}
