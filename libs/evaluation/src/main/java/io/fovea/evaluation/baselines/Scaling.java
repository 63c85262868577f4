package io.fovea.evaluation.baselines;

/** Zero mean and unit variance of each feature, by the rows that it was fitted on and no others. */
final class Scaling {
    private final Features features;
    private final double[] mean;
    private final double[] inverseDeviation;

    private Scaling(Features features, double[] mean, double[] inverseDeviation) {
        this.features = features;
        this.mean = mean;
        this.inverseDeviation = inverseDeviation;
    }

    static Scaling fitted(Features features, int[] rows) {
        int width = features.width();
        double[] mean = new double[width];
        double[] inverse = new double[width];
        for (int column = 0; column < width; column++) {
            for (int row : rows) {
                mean[column] += features.value(row, column) / rows.length;
            }
            double variance = 0;
            for (int row : rows) {
                double distance = features.value(row, column) - mean[column];
                variance += distance * distance / rows.length;
            }
            inverse[column] = variance > 1e-24 ? 1 / Math.sqrt(variance) : 0; // a constant says nothing
        }
        return new Scaling(features, mean, inverse);
    }

    /** Features of the row and, last, a 1 for the intercept. */
    void fill(int row, double[] scaled) {
        int width = features.width();
        for (int column = 0; column < width; column++) {
            scaled[column] = (features.value(row, column) - mean[column]) * inverseDeviation[column];
        }
        scaled[width] = 1;
    }

    int width() {
        return features.width();
    }
}
