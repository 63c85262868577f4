package io.fovea.cnn.metrics;

/**
 * What was said of one class, each example counting its weight.
 *
 * @param truePositives said to be of the class, and are
 * @param falsePositives said to be of the class, and are not
 * @param falseNegatives of the class, and not said to be
 */
public record ClassCounts(double truePositives, double falsePositives, double falseNegatives) {
    /** How much of what was said to be of the class is; 0 where nothing was, as in Keras. */
    public double precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** How much of the class was said to be; 0 where nothing is of the class, as in Keras. */
    public double recall() {
        return ratio(truePositives, support());
    }

    /** The harmonic mean of precision and recall; 0 where either is. */
    public double f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** How much is of the class. */
    public double support() {
        return truePositives + falseNegatives;
    }

    /** Whether the class occurs, among the targets or among what was said. */
    public boolean occurs() {
        return truePositives + falsePositives + falseNegatives > 0;
    }

    ClassCounts plus(ClassCounts other) {
        return new ClassCounts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives);
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
