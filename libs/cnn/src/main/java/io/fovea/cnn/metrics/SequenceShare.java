package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.sequences.SequenceHeads;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of what is asked of sequences is right, where an example may be asked for more or for less. */
final class SequenceShare implements Metric.Accumulator {
    private static final String SUMS = "sums"; // right, asked

    private final SequenceHeads heads;
    private final Marks marks;
    private double right;
    private double asked;

    SequenceShare(SequenceHeads heads, Marks marks) {
        this.heads = heads;
        this.marks = marks;
    }

    @Override
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        int rows = outputs.rows();
        long[] expected = {rows, heads.longest()};
        if (!Arrays.equals(targets.shape(), expected)) {
            throw new IllegalArgumentException(
                    "Expected targets INT64%s, received %s.".formatted(Arrays.toString(expected), targets));
        }
        SampleWeights weights = SampleWeights.of(sampleWeights, rows);
        long[] all = targets.toLongs();
        float[] logits = outputs.toFloats();
        for (int row = 0; row < rows; row++) {
            boolean[] marked = marks.of(
                    Arrays.copyOfRange(all, row * heads.longest(), (row + 1) * heads.longest()),
                    Arrays.copyOfRange(logits, row * heads.outputs(), (row + 1) * heads.outputs()));
            for (boolean mark : marked) {
                right += mark ? weights.of(row) : 0;
                asked += weights.of(row);
            }
        }
    }

    /** How many classes a target has. */
    static int length(long[] target) {
        return (int) Arrays.stream(target)
                .filter(number -> number != SequenceHeads.NONE)
                .count();
    }

    /** The place of the largest of some values, of several the first, counted from {@code begin}; -1 where one is no number. */
    static int largest(float[] values, int begin, int count) {
        int best = 0;
        for (int i = 0; i < count; i++) {
            if (Float.isNaN(values[begin + i])) {
                return -1;
            }
            best = values[begin + i] > values[begin + best] ? i : best;
        }
        return best;
    }

    @Override
    public double result() {
        return right / asked;
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(SUMS, HostTensor.float64(new long[] {2}, right, asked));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        double[] sums = state.get(SUMS).toDoubles();
        right = sums[0];
        asked = sums[1];
    }

    /** One for each thing asked of an example: whether it is right. */
    interface Marks {
        boolean[] of(long[] target, float[] logits);
    }
}
