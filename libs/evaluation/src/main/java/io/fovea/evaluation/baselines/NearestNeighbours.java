package io.fovea.evaluation.baselines;

/**
 * The class that most of the nearest known rows have, by Euclid's distance of standardised features; of several with as many, the class of
 * the nearest of them.
 */
public final class NearestNeighbours {
    private final Scaling scaling;
    private final double[][] known;
    private final int[] labels;
    private final int classes;
    private final int neighbours;

    private NearestNeighbours(Scaling scaling, double[][] known, int[] labels, int classes, int neighbours) {
        this.scaling = scaling;
        this.known = known;
        this.labels = labels;
        this.classes = classes;
        this.neighbours = neighbours;
    }

    /**
     * Knows some rows.
     *
     * @param labels of all rows of the features, each from 0 below {@code classes}
     * @param neighbours that are asked; where there are fewer rows, all are
     */
    public static NearestNeighbours of(Features features, int[] rows, int[] labels, int classes, int neighbours) {
        Scaling scaling = Scaling.fitted(features, rows);
        double[][] known = new double[rows.length][features.width() + 1];
        int[] theirs = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scaling.fill(rows[i], known[i]);
            theirs[i] = labels[rows[i]];
        }
        return new NearestNeighbours(scaling, known, theirs, classes, Math.min(neighbours, rows.length));
    }

    /** The class of a row of the same features. */
    public int predict(int row) {
        double[] scaled = new double[scaling.width() + 1];
        scaling.fill(row, scaled);
        int[] nearest = new int[neighbours];
        double[] distances = new double[neighbours];
        int found = 0;
        for (int i = 0; i < known.length; i++) {
            double distance = distance(scaled, known[i], found < neighbours ? Double.MAX_VALUE : distances[found - 1]);
            int at = found;
            while (at > 0 && distances[at - 1] > distance) {
                at--;
            }
            if (at < neighbours) {
                found = Math.min(neighbours, found + 1);
                System.arraycopy(nearest, at, nearest, at + 1, found - 1 - at);
                System.arraycopy(distances, at, distances, at + 1, found - 1 - at);
                nearest[at] = labels[i];
                distances[at] = distance;
            }
        }
        return vote(nearest);
    }

    private int vote(int[] nearest) {
        int[] votes = new int[classes];
        for (int label : nearest) {
            votes[label]++;
        }
        int best = nearest[0];
        for (int label : nearest) {
            best = votes[label] > votes[best] ? label : best;
        }
        return best;
    }

    /** Squared; given up where it is farther than {@code most}. */
    private static double distance(double[] a, double[] b, double most) {
        double sum = 0;
        for (int i = 0; i < a.length && sum <= most; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
