package io.fovea.evaluation.baselines;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** What plain learners make of the features that a network's head learns on. */
public final class FeatureBaselines {
    /** The name of multinomial logistic regression among the figures. */
    public static final String LOGISTIC = "logistic_regression";

    /** The name of the five nearest neighbours among the figures. */
    public static final String NEIGHBOURS = "nearest_neighbours";

    private static final double PENALTY = 1;
    private static final int ASKED = 5;
    private static final long MOST = 20_000_000; // numbers: a minute's work

    private final Features features;
    private final int[] labels;
    private final int classes;

    /** @param labels of all rows, each from 0 below {@code classes} */
    public FeatureBaselines(Features features, int[] labels, int classes) {
        this.features = features;
        this.labels = labels.clone();
        this.classes = classes;
    }

    /**
     * Each learner's accuracy, by its name.
     *
     * @param train rows to learn from
     * @param test rows to answer for
     * @return empty where there is nothing to learn from or answer for, or so much that it would take minutes
     */
    public Map<String, Double> accuracies(int[] train, int[] test) {
        if (train.length == 0 || test.length == 0 || (long) train.length * features.width() > MOST) {
            return Map.of();
        }
        Map<String, Double> accuracies = new LinkedHashMap<>();
        accuracies.put(
                LOGISTIC, accuracy(LogisticRegression.fit(features, train, labels, classes, PENALTY)::predict, test));
        accuracies.put(
                NEIGHBOURS, accuracy(NearestNeighbours.of(features, train, labels, classes, ASKED)::predict, test));
        return accuracies;
    }

    private double accuracy(IntUnaryOperator learner, int[] rows) {
        int right = 0;
        for (int row : rows) {
            right += learner.applyAsInt(row) == labels[row] ? 1 : 0;
        }
        return (double) right / rows.length;
    }
}
