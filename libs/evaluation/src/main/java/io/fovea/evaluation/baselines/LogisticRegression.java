package io.fovea.evaluation.baselines;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Multinomial logistic regression on standardised features, with a quadratic penalty on all but the intercepts: the plainest classifier on
 * features, to hold a network's head against. Fitted by L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.4).
 */
public final class LogisticRegression {
    private static final int ITERATIONS = 300;
    private static final int MEMORY = 10;
    private static final double TOLERANCE = 1e-6;
    private static final double ENOUGH = 1e-4;

    private final Scaling scaling;
    private final int classes;
    private final double[] coefficients; // [classes, width + 1], an intercept last

    private LogisticRegression(Scaling scaling, int classes, double[] coefficients) {
        this.scaling = scaling;
        this.classes = classes;
        this.coefficients = coefficients;
    }

    /**
     * Fits it to some rows.
     *
     * @param labels of all rows of the features, each from 0 below {@code classes}
     * @param penalty times half the sum of squared coefficients is added to the sum of the rows' cross-entropies; 1 is usual
     */
    public static LogisticRegression fit(Features features, int[] rows, int[] labels, int classes, double penalty) {
        Scaling scaling = Scaling.fitted(features, rows);
        double[][] scaled = new double[rows.length][features.width() + 1];
        int[] wanted = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scaling.fill(rows[i], scaled[i]);
            wanted[i] = labels[rows[i]];
        }
        var loss = new Loss(scaled, wanted, classes, penalty);
        return new LogisticRegression(scaling, classes, minimised(loss, classes * (features.width() + 1)));
    }

    /** The most probable class of a row of the features that it was fitted on. */
    public int predict(int row) {
        double[] scaled = new double[scaling.width() + 1];
        scaling.fill(row, scaled);
        double[] logits = logits(coefficients, scaled, classes);
        int best = 0;
        for (int label = 1; label < classes; label++) {
            best = logits[label] > logits[best] ? label : best;
        }
        return best;
    }

    /** By class, an intercept last: of standardised features. */
    double[] coefficients() {
        return coefficients.clone();
    }

    private static double[] logits(double[] coefficients, double[] scaled, int classes) {
        double[] logits = new double[classes];
        for (int label = 0; label < classes; label++) {
            for (int column = 0; column < scaled.length; column++) {
                logits[label] += coefficients[label * scaled.length + column] * scaled[column];
            }
        }
        return logits;
    }

    /** What is minimised: its value, and its gradient into the array given. */
    private record Loss(double[][] rows, int[] labels, int classes, double penalty) {
        double at(double[] coefficients, double[] gradient) {
            int width = rows[0].length;
            java.util.Arrays.fill(gradient, 0);
            double loss = 0;
            for (int i = 0; i < rows.length; i++) {
                double[] logits = logits(coefficients, rows[i], classes);
                double largest = java.util.Arrays.stream(logits).max().orElseThrow();
                double sum = 0;
                for (double logit : logits) {
                    sum += Math.exp(logit - largest);
                }
                loss += largest + Math.log(sum) - logits[labels[i]];
                for (int label = 0; label < classes; label++) {
                    double error = Math.exp(logits[label] - largest) / sum - (label == labels[i] ? 1 : 0);
                    for (int column = 0; column < width; column++) {
                        gradient[label * width + column] += error * rows[i][column];
                    }
                }
            }
            for (int at = 0; at < coefficients.length; at++) {
                if (at % width != width - 1) { // an intercept is free
                    loss += penalty / 2 * coefficients[at] * coefficients[at];
                    gradient[at] += penalty * coefficients[at];
                }
            }
            return loss;
        }
    }

    /** A step and what the gradient did over it. */
    private record Pair(double[] step, double[] change, double curvature) {}

    private static double[] minimised(Loss loss, int size) {
        double[] at = new double[size];
        double[] gradient = new double[size];
        double value = loss.at(at, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int i = 0; i < ITERATIONS && norm(gradient) > TOLERANCE * Math.max(1, norm(at)); i++) {
            double[] direction = direction(gradient, pairs);
            double slope = LinearModel.dot(direction, gradient);
            double[] next = new double[size];
            double[] nextGradient = new double[size];
            double length = pairs.isEmpty() ? 1 / norm(gradient) : 1;
            double nextValue = loss.at(moved(at, direction, length, next), nextGradient);
            while (nextValue > value + ENOUGH * length * slope && length > 1e-12) {
                length /= 2;
                nextValue = loss.at(moved(at, direction, length, next), nextGradient);
            }
            if (nextValue >= value) {
                return at; // as good as numbers of this precision can be
            }
            remember(pairs, at, next, gradient, nextGradient);
            at = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return at;
    }

    private static void remember(
            Deque<Pair> pairs, double[] at, double[] next, double[] gradient, double[] nextGradient) {
        double[] step = difference(next, at);
        double[] change = difference(nextGradient, gradient);
        double curvature = LinearModel.dot(step, change);
        if (curvature > 1e-12) {
            pairs.addLast(new Pair(step, change, curvature));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeFirst();
        }
    }

    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] direction = difference(new double[gradient.length], gradient);
        double[] weights = new double[pairs.size()];
        int number = pairs.size();
        for (var newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            weights[--number] = LinearModel.dot(pair.step(), direction) / pair.curvature();
            add(direction, -weights[number], pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = last.curvature() / LinearModel.dot(last.change(), last.change());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Pair pair : pairs) {
            double correction = LinearModel.dot(pair.change(), direction) / pair.curvature();
            add(direction, weights[number++] - correction, pair.step());
        }
        return direction;
    }

    private static double[] moved(double[] from, double[] direction, double length, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + length * direction[i];
        }
        return to;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(LinearModel.dot(vector, vector));
    }
}
