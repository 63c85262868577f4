package io.fovea.cnn.tensorboard;

import java.util.Arrays;
import org.tensorflow.proto.HistogramProto;

/**
 * Counts in the buckets that TensorFlow's own summaries have: limits of 0, and of either sign from 1e-12 to 1e20, each 1.1 times the one
 * before. A bucket holds what is below its limit, and not below the one before.
 */
final class HistogramBuckets {
    private static final double[] LIMITS = limits();

    private HistogramBuckets() {}

    private static double[] limits() {
        double[] positive = new double[1000];
        int size = 0;
        for (double limit = 1e-12; limit < 1e20; limit *= 1.1) {
            positive[size++] = limit;
        }
        positive[size++] = Double.MAX_VALUE;
        double[] limits = new double[2 * size + 1];
        for (int i = 0; i < size; i++) {
            limits[size + 1 + i] = positive[i];
            limits[size - 1 - i] = -positive[i];
        }
        return limits;
    }

    /** Of the values that are finite; runs of empty buckets are one. */
    static HistogramProto of(float[] values) {
        HistogramProto.Builder histogram =
                HistogramProto.newBuilder().setMin(Double.MAX_VALUE).setMax(-Double.MAX_VALUE);
        double[] counts = new double[LIMITS.length];
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[bucket(value)]++;
                histogram.setMin(Math.min(histogram.getMin(), value)).setMax(Math.max(histogram.getMax(), value));
                histogram.setNum(histogram.getNum() + 1).setSum(histogram.getSum() + value);
                histogram.setSumSquares(histogram.getSumSquares() + (double) value * value);
            }
        }
        addBuckets(histogram, counts);
        return histogram.build();
    }

    /** The first limit above a value. */
    private static int bucket(double value) {
        int found = Arrays.binarySearch(LIMITS, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static void addBuckets(HistogramProto.Builder histogram, double[] counts) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                while (i + 1 < counts.length && counts[i + 1] == 0) {
                    i++;
                }
            }
            histogram.addBucketLimit(LIMITS[i]).addBucket(counts[i]);
        }
    }
}
