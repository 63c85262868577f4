package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares what two engines answer. */
public final class Answers {
    private Answers() {}

    /** Equal to 1e-4 of the largest value, or of 1 where all are smaller. */
    public static void assertSame(String what, HostTensor actual, HostTensor expected) {
        assertThat(actual.shape()).as(what).containsExactly(expected.shape());
        assertThat(largestDifference(actual, expected)).as(what).isLessThan(1e-4);
    }

    /** Of all values, as a share of the largest, or of 1 where all are smaller. */
    public static double largestDifference(HostTensor actual, HostTensor expected) {
        float[] a = actual.toFloats();
        float[] b = expected.toFloats();
        double largest = 1;
        double difference = 0;
        for (int i = 0; i < b.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Float.isFinite(a[i]) ? Math.max(difference, Math.abs(a[i] - b[i])) : Double.POSITIVE_INFINITY;
        }
        return difference / largest;
    }

    /** How far the examples of a batch are apart, as a share of the largest value. */
    public static double spread(HostTensor answers) {
        float[] values = answers.toFloats();
        int row = values.length / answers.rows();
        double largest = 0;
        double spread = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
            spread = Math.max(spread, Math.abs(values[i] - values[i % row]));
        }
        return spread / largest;
    }
}
