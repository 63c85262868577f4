package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A weighted mean of one number for each element of the batch. Sums in double, in the order of the examples. */
final class MeanAccumulator implements Metric.Accumulator {
    private static final String SUMS = "sums"; // weighted values, weights

    private final Elements elements;
    private double sum;
    private double weights;

    MeanAccumulator(Elements elements) {
        this.elements = elements;
    }

    @Override
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        SampleWeights ofExamples = SampleWeights.of(sampleWeights, outputs.rows());
        double[] values = elements.of(targets, outputs);
        for (int i = 0; i < values.length; i++) {
            double weight = ofExamples.ofElement(i, values.length);
            sum += weight == 0 ? 0 : weight * values[i]; // what does not count may be no number
            weights += weight;
        }
    }

    @Override
    public double result() {
        return sum / weights;
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(SUMS, HostTensor.float64(new long[] {2}, sum, weights));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        double[] sums = state.get(SUMS).toDoubles();
        sum = sums[0];
        weights = sums[1];
    }

    /** What the mean is of: as many numbers for each example, the examples in their order. */
    interface Elements {
        double[] of(HostTensor targets, HostTensor outputs);
    }
}
