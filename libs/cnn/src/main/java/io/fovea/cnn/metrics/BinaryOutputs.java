package io.fovea.cnn.metrics;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.Arrays;

/**
 * Outputs that say yes (1) or no (0), and what is right. Either each by itself, with targets of 0 and 1 in the shape of the outputs;
 * or {@code [batch, 2]}, two classes that exclude each other, with class numbers as targets: then class 1 is yes, and the score is how
 * far its output is above the other's.
 */
final class BinaryOutputs {
    private final float[] scores;
    private final boolean[] yes;
    private final boolean ofTwoClasses;

    private BinaryOutputs(float[] scores, boolean[] yes, boolean ofTwoClasses) {
        this.scores = scores;
        this.yes = yes;
        this.ofTwoClasses = ofTwoClasses;
    }

    /** @throws IllegalArgumentException for other shapes, types and targets */
    static BinaryOutputs of(HostTensor targets, HostTensor outputs) {
        if (outputs.dtype() != DType.FLOAT32 || outputs.shape().length < 1) {
            throw new IllegalArgumentException("Expected outputs FLOAT32[batch, ...], received %s.".formatted(outputs));
        }
        float[] values = outputs.toFloats();
        boolean[] yes = yes(targets);
        if (targets.dtype() == DType.INT64 && Arrays.equals(outputs.shape(), new long[] {yes.length, 2})) {
            float[] scores = new float[yes.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = values[2 * i + 1] - values[2 * i];
            }
            return new BinaryOutputs(scores, yes, true);
        }
        if (!Arrays.equals(withoutLastOne(targets.shape()), withoutLastOne(outputs.shape()))) {
            throw new IllegalArgumentException(
                    "Expected targets in the shape of the outputs %s, or class numbers for outputs [batch, 2]; received %s. Maybe this is a case for OneVsRestAuc."
                            .formatted(outputs, targets));
        }
        return new BinaryOutputs(values, yes, false);
    }

    private static boolean[] yes(HostTensor targets) {
        double[] values = targets.dtype() == DType.INT64
                ? Arrays.stream(targets.toLongs()).asDoubleStream().toArray()
                : asDoubles(targets.toFloats());
        boolean[] yes = new boolean[values.length];
        for (int i = 0; i < yes.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new IllegalArgumentException("Expected targets of 0 or 1, received %s.".formatted(values[i]));
            }
            yes[i] = values[i] == 1;
        }
        return yes;
    }

    private static double[] asDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static long[] withoutLastOne(long[] shape) {
        boolean one = shape.length > 1 && shape[shape.length - 1] == 1;
        return one ? Arrays.copyOf(shape, shape.length - 1) : shape;
    }

    int size() {
        return yes.length;
    }

    /** Whether scores are differences between the outputs of two classes. */
    boolean ofTwoClasses() {
        return ofTwoClasses;
    }

    boolean yes(int position) {
        return yes[position];
    }

    /** Larger where yes is more likely. */
    float score(int position) {
        return scores[position];
    }
}
