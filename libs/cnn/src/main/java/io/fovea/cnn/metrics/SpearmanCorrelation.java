package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spearman's rank correlation between outputs and targets, FLOAT32, one number an example: from -1, each in the other's reverse
 * order, to 1, both in the same order. Of a forecast of returns it is the information coefficient.
 *
 * <p>It is Pearson's correlation of the ranks, where equal numbers share the mean of their ranks. An example of weight 2 counts as two
 * equal ones. NaN where the outputs or the targets are all the same, for fewer than two examples, and where one is no number.
 *
 * <p>Memory: 12 bytes an example, and 36 more while {@link Accumulator#result} ranks them.
 *
 * @param name what it is called in logs
 */
public record SpearmanCorrelation(String name) implements Metric {
    /** Called {@code spearman}. */
    public SpearmanCorrelation() {
        this("spearman");
    }

    @Override
    public Accumulator start() {
        return new Pairs();
    }

    private static final class Pairs implements Accumulator {
        private static final String TARGETS = "targets";
        private static final String OUTPUTS = "outputs";
        private static final String WEIGHTS = "weights";

        private final FloatColumn targets = new FloatColumn();
        private final FloatColumn outputs = new FloatColumn();
        private final FloatColumn weights = new FloatColumn();

        @Override
        public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
            Differences.requireSameShape(targets, outputs);
            if (outputs.elements() != outputs.rows()) {
                throw new IllegalArgumentException(
                        "Expected one output an example, received %s. Rank each output by itself.".formatted(outputs));
            }
            SampleWeights ofExamples = SampleWeights.of(sampleWeights, outputs.rows());
            float[] right = targets.toFloats();
            float[] values = outputs.toFloats();
            for (int i = 0; i < values.length; i++) {
                if (ofExamples.of(i) > 0) {
                    this.targets.add(right[i]);
                    this.outputs.add(values[i]);
                    weights.add((float) ofExamples.of(i));
                }
            }
        }

        @Override
        public double result() {
            float[] counts = weights.toArray();
            return correlation(ranks(targets.toArray(), counts), ranks(outputs.toArray(), counts), counts);
        }

        @Override
        public Map<String, HostTensor> state() {
            return Map.of(TARGETS, targets.tensor(), OUTPUTS, outputs.tensor(), WEIGHTS, weights.tensor());
        }

        @Override
        public void restore(Map<String, HostTensor> state) {
            targets.restore(state.get(TARGETS));
            outputs.restore(state.get(OUTPUTS));
            weights.restore(state.get(WEIGHTS));
        }
    }

    /** From 0 to the sum of the weights; NaN for each where one value is. */
    private static double[] ranks(float[] values, float[] weights) {
        double[] ranks = new double[values.length];
        for (float value : values) {
            if (Float.isNaN(value)) {
                Arrays.fill(ranks, Double.NaN);
                return ranks;
            }
        }
        TieGroups groups = new TieGroups(values);
        double before = 0;
        while (groups.next()) {
            double ofGroup = 0;
            for (int rank = groups.start(); rank < groups.end(); rank++) {
                ofGroup += weights[groups.place(rank)];
            }
            for (int rank = groups.start(); rank < groups.end(); rank++) {
                ranks[groups.place(rank)] = before + ofGroup / 2;
            }
            before += ofGroup;
        }
        return ranks;
    }

    /** Pearson's, weighted; 0 / 0 where one side is constant. */
    private static double correlation(double[] first, double[] second, float[] weights) {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        double mean = sum / 2; // of ranks from 0 to the sum, whatever ties there are
        double both = 0;
        double ofFirst = 0;
        double ofSecond = 0;
        for (int i = 0; i < first.length; i++) {
            double a = first[i] - mean;
            double b = second[i] - mean;
            both += weights[i] * a * b;
            ofFirst += weights[i] * a * a;
            ofSecond += weights[i] * b * b;
        }
        return both / (Math.sqrt(ofFirst) * Math.sqrt(ofSecond));
    }
}
