package io.fovea.evaluation.drift;

/** Counts in ascending arrays. */
final class Sorted {

    private Sorted() {}

    static int countBelow(double[] ascending, double value) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    static int countUpTo(double[] ascending, double value) {
        return countBelow(ascending, Math.nextUp(value));
    }
}
